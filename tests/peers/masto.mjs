// Takes part in a Weft server by masto, the library of Elk and Phanpy.
// Arguments: address, friend's name, id of what the friend said.
import assert from "node:assert/strict";
import { createInterface } from "node:readline/promises";
import { createOAuthAPIClient, createRestAPIClient } from "masto";

const [url, friend, greeting] = process.argv.slice(2);
const scopes = "read write follow push";
const oob = "urn:ietf:wg:oauth:2.0:oob";

const visitor = createRestAPIClient({ url });
const app = await visitor.v1.apps.create({ clientName: "masto at Weft", redirectUris: oob, scopes });
const asked = new URLSearchParams({ response_type: "code", client_id: app.clientId, redirect_uri: oob, scope: scopes });
console.log(`${url}/oauth/authorize?${asked}`);
const keyboard = createInterface({ input: process.stdin });
const code = await keyboard[Symbol.asyncIterator]().next();
keyboard.close();
const token = await createOAuthAPIClient({ url }).token.create({
  grantType: "authorization_code",
  clientId: app.clientId,
  clientSecret: app.clientSecret,
  redirectUri: oob,
  code: code.value,
  scope: scopes,
});

const api = createRestAPIClient({ url, accessToken: token.accessToken });
const hello = await api.v1.statuses.create({ status: "Hello from masto #weft", visibility: "public", language: "en" });
const other = await api.v1.accounts.lookup({ acct: friend });
const relationship = await api.v1.accounts.$select(other.id).follow();
const reply = await api.v1.statuses.create({ status: `@${friend} Good evening`, inReplyToId: greeting });
const liked = await api.v1.statuses.$select(greeting).favourite();
const wrapper = await api.v1.statuses.$select(greeting).reblog();
assert.equal(wrapper.reblog.id, greeting);

const names = { [wrapper.id]: "reblog", [reply.id]: "reply", [hello.id]: "hello" };
const home = [];
for await (const page of api.v1.timelines.home.list({ limit: 3 })) home.push(...page);

const instance = await api.v2.instance.fetch();
assert.equal(instance.apiVersions.mastodon, 7);
assert.match(instance.version, /^4\.5\.0\+weft/);
assert.deepEqual((await api.v1.statuses.$select(greeting).context.fetch()).descendants.map((s) => s.id), [reply.id]);
assert.deepEqual((await api.v2.search.list({ q: friend, resolve: true })).accounts.map((a) => a.id), [other.id]);
assert.deepEqual(await api.v1.lists.list(), []);
assert.deepEqual(await api.v2.filters.list(), []);
assert.equal((await api.v2.notifications.list()).notificationGroups.length, 0);
assert.equal((await api.v1.markers.fetch({ timeline: ["home", "notifications"] })).notifications.version, 0);
await assert.rejects(api.v1.push.subscription.fetch(), { statusCode: 404 });
const quote = await api.v1.statuses.create({ status: "See above", quotedStatusId: hello.id });
assert.equal(quote.quote.quotedStatus.id, hello.id);
await api.v1.statuses.$select(quote.id).remove();
const me = await api.v1.accounts.updateCredentials({ displayName: "JS", fieldsAttributes: [{ name: "Library", value: "masto" }] });
assert.equal(me.fields[0].value, "masto");

console.log(
  JSON.stringify({
    me: me.acct,
    home: home.map((s) => names[s.id] ?? "greeting"),
    favourited: liked.favourited,
    following: relationship.following,
  }),
);
