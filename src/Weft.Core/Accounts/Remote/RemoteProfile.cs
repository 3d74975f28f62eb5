namespace Weft.Core.Accounts.Remote;

/// <summary>Copies what another server says into the rows.</summary>
internal static class RemoteProfile
{
    public static void Apply(SaveRemoteAccount save, Account account)
    {
        account.Uri = save.Uri;
        account.Url = save.Url;
        account.DisplayName = save.DisplayName;
        account.Note = save.Note;
        if (!account.Fields.SequenceEqual(save.Fields))
        {
            account.Fields = [.. save.Fields];
        }

        account.Locked = save.Locked;
        account.Bot = save.Bot;
        account.Discoverable = save.Discoverable;
        account.Indexable = save.Indexable;
        // Where it has gone is believed when a Move came; that it is back, when its profile says so.
        account.MovedToId = save.MovedTo is null ? null : account.MovedToId;
    }

    public static void Apply(SaveRemoteAccount save, RemoteActor actor)
    {
        actor.Uri = save.Uri;
        actor.Inbox = save.Inbox;
        actor.SharedInbox = save.SharedInbox;
        actor.Outbox = save.Outbox;
        actor.Followers = save.Followers;
        actor.Following = save.Following;
        actor.Featured = save.Featured;
        actor.KeyId = save.KeyId;
        actor.PublicKeyPem = save.PublicKeyPem;
        actor.MultikeyId = save.MultikeyId;
        actor.Multikey = save.Multikey;
        actor.AvatarUrl = save.AvatarUrl;
        actor.HeaderUrl = save.HeaderUrl;
        if (!actor.AlsoKnownAs.SequenceEqual(save.AlsoKnownAs))
        {
            actor.AlsoKnownAs = [.. save.AlsoKnownAs];
        }

        actor.MovedTo = save.MovedTo;
    }
}
