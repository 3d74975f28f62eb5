"""Takes part in a Weft server by Mastodon.py. Arguments: address, friend's name, id of what the friend said."""

import json
import sys

from mastodon import Mastodon

url, friend, greeting = sys.argv[1:]
scopes = ["read", "write", "follow", "push"]
client_id, client_secret = Mastodon.create_app("Mastodon.py at Weft", scopes=scopes, api_base_url=url)
api = Mastodon(client_id, client_secret, api_base_url=url)
print(api.auth_request_url(scopes=scopes))
api.log_in(code=input(), scopes=scopes)

hello = api.status_post("Hello from Mastodon.py #weft", visibility="public", language="en", idempotency_key="hello")
assert api.status_post("Hello from Mastodon.py #weft", idempotency_key="hello").id == hello.id
other = api.account_lookup(friend)
following = api.account_follow(other)
reply = api.status_reply(api.status(greeting), "Good evening")
api.status_favourite(greeting)
wrapper = api.status_reblog(greeting)

assert str(wrapper.reblog.id) == greeting
names = {wrapper.id: "reblog", reply.id: "reply", hello.id: "hello"}
page = api.timeline_home(limit=2)
home = []
while page:
    home += page
    page = api.fetch_next(page)
assert [s.id for s in api.status_context(greeting).descendants] == [reply.id]
assert api.status_favourited_by(greeting)[0].id == api.me().id
assert api.account_relationships(other)[0].following
assert api.account_search(friend)[0].id == other.id
assert api.search_v2("#weft").hashtags[0].name == "weft"
assert api.instance().version.startswith("4.5.0")
assert api.notifications() == []
assert api.preferences()["posting:default:visibility"] == "public"
assert str(api.markers_set("home", hello)["home"].last_read_id) == str(hello.id)
for empty in (api.lists, api.filters, api.conversations, api.scheduled_statuses, api.custom_emojis, api.mutes, api.blocks):
    assert empty() == [], empty
api.status_update(hello.id, "Hello again from Mastodon.py")
assert len(api.status_history(hello.id)) == 2
api.account_update_credentials(display_name="Py", fields=[("Library", "Mastodon.py")])
assert api.me().source.fields[0].value == "Mastodon.py"

print(
    json.dumps(
        {
            "me": api.me().acct,
            "home": [names.get(s.id, "greeting") for s in home],
            "favourited": api.status(greeting).favourited,
            "following": following.following,
        }
    )
)
