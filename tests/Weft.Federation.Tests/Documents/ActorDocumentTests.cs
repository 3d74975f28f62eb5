using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Tests.Documents;

/// <summary>Actors of other servers.</summary>
public sealed class ActorDocumentTests
{
    [Fact]
    public void A_Mastodon_actor_is_read_whole()
    {
        DocumentReading reading = Fixture.Reading("mastodon-actor");
        ActorDocument ann = Assert.IsType<ActorDocument>(reading.Document);
        Assert.Equal("https://m.example/users/ann", ann.Id);
        Assert.Equal(ActorKind.Person, ann.Kind);
        Assert.Equal(("ann", "ann@m.example", "Ann :yum:"), (ann.Username, ann.Webfinger, ann.Name));
        Assert.Equal("https://m.example/@ann", ann.Url);
        Assert.StartsWith("<p>Soup, mostly.", ann.Summary?.Untrusted, StringComparison.Ordinal);
        Assert.Equal("https://m.example/users/ann/inbox", ann.Inbox);
        Assert.Equal("https://m.example/inbox", ann.SharedInbox);
        Assert.Equal("https://m.example/users/ann/outbox", ann.Outbox);
        Assert.Equal("https://m.example/users/ann/followers", ann.Followers);
        Assert.Equal("https://m.example/users/ann/following", ann.Following);
        Assert.Equal("https://m.example/users/ann/collections/featured", ann.Featured);
        Assert.Equal("https://m.example/users/ann/collections/tags", ann.FeaturedTags);
        Assert.Equal(["https://old.example/users/ann"], ann.AlsoKnownAs);
        Assert.True(ann.Locked && ann.Discoverable && ann.IsComplete);
        Assert.False(ann.Indexable || ann.Memorial || ann.Suspended);
        Assert.Equal(new DateTimeOffset(2019, 3, 1, 0, 0, 0, TimeSpan.Zero), ann.Published);
        Assert.Equal(["Site", "Pronouns"], ann.Fields.Select(f => f.Name));
        Assert.Equal("she", ann.Fields[1].Value.Untrusted);
        Assert.Equal("yum", Assert.Single(ann.Emojis).Shortcode);
        Assert.Equal(new Picture("https://cdn.m.example/a/ann.jpg", "image/jpeg", "A ladle"), ann.Icon);
        Assert.Equal("https://cdn.m.example/h/ann.jpg", ann.Image?.Url);
        ActorKey key = Assert.Single(ann.Keys);
        Assert.Equal("https://m.example/users/ann#main-key", key.Id);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key.Pem, StringComparison.Ordinal);
        Assert.Equal("https://m.example/users/ann#ed25519-key", Assert.Single(ann.AssertionKeys).Id);
        Assert.Equal([ActivityStreams.Public], ann.Policy?.CanFeature?.Automatic);
        Assert.Equal(["ann.example"], ann.AttributionDomains);
        Assert.Equal([new DroppedField("attributionDomains", DropReason.Invalid)], reading.Dropped);
    }

    [Fact]
    public void A_GoToSocial_actor_has_a_key_without_a_fragment_and_no_inbox_elsewhere()
    {
        ActorDocument eve = Fixture.Read<ActorDocument>("gotosocial-actor");
        Assert.Equal(ActorKind.Service, eve.Kind);
        Assert.Equal("https://g.example/users/eve/main-key", Assert.Single(eve.Keys).Id);
        Assert.Null(eve.SharedInbox);
        Assert.Null(Assert.Single(eve.Emojis).Id);
        Assert.Equal("Eve", eve.Icon?.Description);
    }

    [Theory]
    [InlineData("gotosocial-key-stub", "https://g.example/users/eve/main-key")]
    [InlineData("misskey-stripped-actor", "https://k.example/users/7x#main-key")]
    public void A_stub_is_good_for_its_key_and_for_nothing_else(string name, string keyId)
    {
        ActorDocument stub = Fixture.Read<ActorDocument>(name);
        Assert.False(stub.IsComplete);
        Assert.Equal(keyId, Assert.Single(stub.Keys).Id);
    }

    [Fact]
    public void A_Misskey_actor_is_read()
    {
        ActorDocument kei = Fixture.Read<ActorDocument>("misskey-actor");
        Assert.Equal("https://k.example/inbox", kei.SharedInbox);
        Assert.Null(kei.Summary);
        Assert.Equal("https://k.example/files/a.webp", kei.Icon?.Url);
        Assert.Equal("GitHub", Assert.Single(kei.Fields).Name);
    }

    [Fact]
    public void A_Pixelfed_actor_is_read()
    {
        ActorDocument kim = Fixture.Read<ActorDocument>("pixelfed-actor");
        Assert.Equal("https://x.example/f/inbox", kim.SharedInbox);
        Assert.Equal(2020, kim.Published?.Year);
        Assert.Null(kim.Summary);
    }

    [Fact]
    public void A_Lemmy_community_is_a_group()
    {
        ActorDocument tea = Fixture.Read<ActorDocument>("lemmy-community");
        Assert.Equal(ActorKind.Group, tea.Kind);
        Assert.True(tea.IsComplete);
        Assert.Null(tea.Following);
        Assert.Equal("https://l.example/c/tea", tea.Owner);
    }

    [Fact]
    public void A_PeerTube_channel_has_several_pictures_and_the_first_counts()
    {
        ActorDocument tea = Fixture.Read<ActorDocument>("peertube-channel");
        Assert.Equal("https://t.example/lazy-static/a-48.png", tea.Icon?.Url);
        Assert.Null(tea.Image);
    }

    [Fact]
    public void A_WordPress_author_has_addresses_with_the_ampersands_of_HTML()
    {
        ActorDocument kim = Fixture.Read<ActorDocument>("wordpress-actor");
        Assert.Equal("https://pictures.example/avatar/0?s=120&d=mm&r=g", kim.Icon?.Url);
        Assert.Equal("https://blog.example/author/kim/#main-key", Assert.Single(kim.Keys).Id);
        Assert.Equal("Blog", Assert.Single(kim.Fields).Name);
    }

    [Fact]
    public void A_Threads_actor_has_neither_outbox_nor_followers_and_its_page_is_on_another_host()
    {
        ActorDocument kim = Fixture.Read<ActorDocument>("threads-actor");
        Assert.True(kim.IsComplete);
        Assert.Null(kim.Outbox);
        Assert.Null(kim.Followers);
        Assert.Equal("https://www.threads.net/@kim", kim.Url);
        Assert.Equal("https://threads.net/ap/inbox/", kim.SharedInbox);
        Assert.Equal("https://threads.net/ap/users/178/#main-key", Assert.Single(kim.Keys).Id);
    }

    [Fact]
    public void A_Fedify_actor_is_read()
    {
        ActorDocument fay = Fixture.Read<ActorDocument>("fedify-actor");
        Assert.Equal("https://f.example/inbox", fay.SharedInbox);
        Assert.Equal("https://f.example/users/fay#key-2", Assert.Single(fay.AssertionKeys).Id);
    }

    [Fact]
    public void Keys_and_inboxes_of_another_origin_are_left_out()
    {
        const string json = """
            {"id":"https://a.example/1","type":"Person","preferredUsername":"a","inbox":"https://b.example/inbox",
             "publicKey":[{"id":"https://b.example/1#k","owner":"https://a.example/1","publicKeyPem":"x"},
               {"id":"https://a.example/1#k","owner":"https://a.example/2","publicKeyPem":"x"},
               {"id":"https://a.example/1#l","owner":"https://a.example/1","publicKeyPem":"x\\ny"}, "https://a.example/1#m"]}
            """;
        DocumentReading reading = Fixture.Said(json);
        ActorDocument actor = Assert.IsType<ActorDocument>(reading.Document);
        Assert.Null(actor.Inbox);
        Assert.Equal([new ActorKey("https://a.example/1#l", "x\ny"), new ActorKey("https://a.example/1#m", null)], actor.Keys);
        Assert.Equal(3, reading.Dropped.Count(d => d.Reason == DropReason.ForeignOrigin));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a@b")]
    [InlineData("<b>")]
    [InlineData("a/b")]
    [InlineData("\\u202ea")]
    [InlineData(".a")]
    public void A_username_that_could_stand_in_no_handle_is_left_out(string name) =>
        Assert.Null(
            Fixture.Said<ActorDocument>($$"""{"id":"https://a.example/1","type":"Person","preferredUsername":"{{name}}"}""").Username
        );

    [Fact]
    public void Names_show_nothing_but_themselves_and_are_cut()
    {
        string name = "\\u202eA\\u0000\\n B\\ud800" + new string('x', 600);
        DocumentReading reading = Fixture.Said($$"""{"id":"https://a.example/1","type":"Person","name":"{{name}}"}""");
        string? read = Assert.IsType<ActorDocument>(reading.Document).Name;
        Assert.StartsWith("A Bxxx", read, StringComparison.Ordinal);
        Assert.InRange(read!.Length, 490, 500);
        Assert.Contains(new DroppedField("name", DropReason.TooLong), reading.Dropped);
    }

    [Fact]
    public void A_key_alone_is_read_with_its_owner()
    {
        KeyDocument key = Fixture.Said<KeyDocument>(
            """{"id":"https://a.example/1/main-key","owner":"https://a.example/1","publicKeyPem":"x"}"""
        );
        Assert.Equal("https://a.example/1", key.Controller);
        Fixture.Refuses(
            DocumentFault.ForeignOwner,
            """{"id":"https://a.example/1/main-key","type":"Key","owner":"https://b.example/1","publicKeyPem":"x"}"""
        );
    }
}
