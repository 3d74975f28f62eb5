// A server of the fediverse made of Fedify, which nobody of ours wrote: one person, "fred", whom the tests tell what to
// do by POST /control/ACT and ask what arrived by GET /control/received. Prints its address when it listens.
// Signatures of what arrives are verified by Fedify, and what it sends is signed by it in its own ways.
import { createServer } from "node:http";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import * as vocab from "@fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";

const { Accept, Announce, Create, Delete, Follow, Like, Move, Note, Person, QuoteAuthorization, QuoteRequest, Reject, Undo, Update } = vocab;
const me = "fred";
const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
const notes = new Map();
const stamps = new Map();
const followers = new Map();
const sent = new Map();
const received = [];
const trouble = [];
let movedTo = null;
let aliases = [];
let numbered = 0;

const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true });

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    if (identifier !== me) return null;
    const pairs = await ctx.getActorKeyPairs(me);
    return new Person({
      id: ctx.getActorUri(me),
      preferredUsername: me,
      name: "Fred of Fedify",
      summary: "<p>I am made by others.</p>",
      url: new URL(`/@${me}`, ctx.getActorUri(me)),
      inbox: ctx.getInboxUri(me),
      outbox: ctx.getOutboxUri(me),
      followers: ctx.getFollowersUri(me),
      endpoints: new vocab.Endpoints({ sharedInbox: ctx.getInboxUri() }),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
      aliases: aliases.map((alias) => new URL(alias)),
      successor: movedTo === null ? null : new URL(movedTo),
    });
  })
  .mapHandle((_, username) => (username === me ? me : null))
  .setKeyPairsDispatcher((_, identifier) => (identifier === me ? keys : []));

federation.setFollowersDispatcher("/users/{identifier}/followers", () => ({ items: [...followers.values()] }));
federation.setOutboxDispatcher("/users/{identifier}/outbox", (ctx) => ({
  items: [...notes.values()].map((note) => new Create({ id: new URL("#create", note.id), actor: ctx.getActorUri(me), object: note })),
}));
federation.setObjectDispatcher(Note, "/users/{identifier}/notes/{id}", (_, { id }) => notes.get(id) ?? null);
federation.setObjectDispatcher(QuoteAuthorization, "/users/{identifier}/stamps/{id}", (_, { id }) => stamps.get(id) ?? null);

const inbox = federation.setInboxListeners("/users/{identifier}/inbox", "/inbox").onError((_, error) => void trouble.push(String(error)));

// The types in the order in which they are asked for: Fedify calls the first that fits.
for (const type of [Accept, Announce, Create, Delete, Follow, Like, Move, QuoteRequest, Reject, Undo, Update, vocab.Block, vocab.Flag]) {
  inbox.on(type, async (ctx, activity) => {
    const object = await activity.getObject({ ...ctx, suppressError: true }).catch(() => null);
    received.push({
      type: type.typeId.href.split("#").at(-1),
      id: activity.id?.href,
      actor: activity.actorId?.href,
      object: activity.objectId?.href ?? object?.id?.href,
      objectType: object?.constructor.name,
      objectOfObject: object?.objectId?.href,
      content: object?.content?.toString(),
      inReplyTo: object?.replyTargetId?.href,
      quote: object?.quoteId?.href ?? object?.quoteUrl?.href,
      stamp: object?.quoteAuthorizationId?.href,
      canQuote: object?.interactionPolicy?.canQuote?.automaticApprovals?.map((one) => one.href),
      instrument: activity.instrumentId?.href,
      result: activity.resultId?.href,
      target: activity.targetId?.href,
    });
    if (activity instanceof Follow) await welcome(ctx, activity);
    if (activity instanceof Undo && object instanceof Follow) followers.delete(activity.actorId.href);
    if (activity instanceof QuoteRequest) await stamp(ctx, activity);
  });
}

async function welcome(ctx, follow) {
  const follower = await follow.getActor(ctx);
  followers.set(follower.id.href, follower);
  await ctx.sendActivity({ identifier: me }, follower, new Accept({ id: next(ctx, "accepts"), actor: ctx.getActorUri(me), object: follow }));
}

async function stamp(ctx, request) {
  const id = String(++numbered);
  const given = new QuoteAuthorization({
    id: ctx.getObjectUri(QuoteAuthorization, { identifier: me, id }),
    attribution: ctx.getActorUri(me),
    interactingObject: request.instrumentId,
    interactionTarget: request.objectId,
  });
  stamps.set(id, given);
  await ctx.sendActivity(
    { identifier: me },
    await request.getActor(ctx),
    new Accept({ id: next(ctx, "accepts"), actor: ctx.getActorUri(me), object: request, result: given.id }),
  );
}

const next = (ctx, kind) => new URL(`/${kind}/${++numbered}`, ctx.getActorUri(me));

async function send(ctx, to, activity) {
  const person = to === "followers" ? to : await ctx.lookupObject(to, { documentLoader: await ctx.getDocumentLoader({ identifier: me }) });
  if (person === null) throw new Error(`${to} cannot be found.`);
  sent.set(activity.id.href, activity);
  await ctx.sendActivity({ identifier: me }, person, activity);
  return { id: activity.id.href, object: activity.objectId?.href };
}

const acts = {
  follow: (ctx, { actor }) => send(ctx, actor, new Follow({ id: next(ctx, "follows"), actor: ctx.getActorUri(me), object: new URL(actor) })),
  undo: (ctx, { id, to }) => send(ctx, to, new Undo({ id: next(ctx, "undos"), actor: ctx.getActorUri(me), object: sent.get(id) })),
  like: (ctx, { object, to }) => send(ctx, to, new Like({ id: next(ctx, "likes"), actor: ctx.getActorUri(me), object: new URL(object) })),
  announce: (ctx, { object, to }) =>
    send(ctx, to, new Announce({ id: next(ctx, "announces"), actor: ctx.getActorUri(me), object: new URL(object), to: vocab.PUBLIC_COLLECTION, cc: ctx.getFollowersUri(me) })),
  async post(ctx, { text, to = "followers", inReplyTo, mentions = [], visibility = "public" }) {
    const note = write(ctx, String(++numbered), { text, inReplyTo, mentions, visibility });
    return await send(ctx, to, new Create({ id: new URL("#create", note.id), actor: ctx.getActorUri(me), object: note, tos: [...note.toIds], ccs: [...note.ccIds] }));
  },
  async edit(ctx, { id, text }) {
    const note = notes.get(id.split("/").at(-1)).clone({ content: `<p>${text}</p>`, updated: Temporal.Now.instant() });
    notes.set(id.split("/").at(-1), note);
    return await send(ctx, "followers", new Update({ id: next(ctx, "updates"), actor: ctx.getActorUri(me), object: note, to: vocab.PUBLIC_COLLECTION }));
  },
  async delete(ctx, { id }) {
    notes.delete(id.split("/").at(-1));
    const gone = new vocab.Tombstone({ id: new URL(id) });
    return await send(ctx, "followers", new Delete({ id: next(ctx, "deletes"), actor: ctx.getActorUri(me), object: gone, to: vocab.PUBLIC_COLLECTION }));
  },
  async quote(ctx, { object, to, text }) {
    const note = write(ctx, String(++numbered), { text, quote: object });
    await send(ctx, to, new QuoteRequest({ id: next(ctx, "quotes"), actor: ctx.getActorUri(me), object: new URL(object), instrument: note }));
    return { object: note.id.href };
  },
  // Sends the post that quotes, with the stamp that its quoted author has given.
  async stamped(ctx, { id, stamp }) {
    const note = notes.get(id.split("/").at(-1)).clone({ quoteAuthorization: new URL(stamp) });
    notes.set(id.split("/").at(-1), note);
    return await send(ctx, "followers", new Create({ id: new URL("#create", note.id), actor: ctx.getActorUri(me), object: note, to: vocab.PUBLIC_COLLECTION }));
  },
  alias: (_, { actor }) => void aliases.push(actor),
  async move(ctx, { target }) {
    movedTo = target;
    return await send(ctx, "followers", new Move({ id: next(ctx, "moves"), actor: ctx.getActorUri(me), object: ctx.getActorUri(me), target: new URL(target) }));
  },
};

function write(ctx, id, { text, inReplyTo, mentions = [], quote, visibility = "public" }) {
  const [to, cc] = visibility === "public" ? [vocab.PUBLIC_COLLECTION, ctx.getFollowersUri(me)] : [ctx.getFollowersUri(me), null];
  const everyone = new vocab.InteractionRule({ automaticApproval: vocab.PUBLIC_COLLECTION });
  const note = new Note({
    id: ctx.getObjectUri(Note, { identifier: me, id }),
    attribution: ctx.getActorUri(me),
    content: `<p>${text}</p>`,
    published: Temporal.Now.instant(),
    to,
    ccs: [...(cc === null ? [] : [cc]), ...mentions.map((one) => new URL(one.href))],
    tags: mentions.map((one) => new vocab.Mention({ href: new URL(one.href), name: one.name })),
    replyTarget: inReplyTo === undefined ? null : new URL(inReplyTo),
    quote: quote === undefined ? null : new URL(quote),
    interactionPolicy: new vocab.InteractionPolicy({ canQuote: everyone, canReply: everyone, canLike: everyone, canAnnounce: everyone }),
  });
  notes.set(id, note);
  return note;
}

async function answer(request) {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/control/")) return await federation.fetch(request, { contextData: undefined });
  if (pathname === "/control/received") return Response.json({ received, trouble });
  try {
    const ctx = federation.createContext(new URL(request.url), undefined);
    return Response.json((await acts[pathname.split("/").at(-1)](ctx, await request.json())) ?? {});
  } catch (error) {
    return Response.json({ error: String(error?.stack ?? error) }, { status: 500 });
  }
}

const server = createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const hasBody = !["GET", "HEAD"].includes(incoming.method);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(", ")]);
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers,
    body: hasBody ? Buffer.concat(chunks) : undefined,
  });
  const response = await answer(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});
server.listen(0, "127.0.0.1", () => console.log(`http://localhost:${server.address().port}`));
