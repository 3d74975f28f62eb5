using Weft.Core.Accounts;
using Weft.Core.Accounts.Remote;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Html;

namespace Weft.Federation.Actors;

/// <summary>Makes of an actor's document what is stored of it: within limits, and with clean texts.</summary>
internal static class ActorProfile
{
    private const int LongestName = 100;

    /// <param name="actor">A complete document.</param>
    /// <param name="handle">The handle that has been asked back.</param>
    public static SaveRemoteAccount Of(ActorDocument actor, RemoteHandle handle)
    {
        Documents.Actors.ActorKey? key = actor.Keys.FirstOrDefault(k => k.Pem is not null);
        AssertionKey? proof = actor.AssertionKeys.FirstOrDefault(k => k.PublicKeyMultibase is not null);
        return new SaveRemoteAccount(actor.Id!, handle.Username, handle.Domain, actor.Inbox!)
        {
            Url = actor.Url,
            DisplayName = actor.Name is { } name ? ForeignMarkup.Words(name, LongestName) : "",
            Note = actor.Summary is { } summary ? ForeignMarkup.Paragraphs(summary) : "",
            Fields = [.. actor.Fields.Select(f => new ProfileField(ForeignMarkup.Words(f.Name, LongestName), ForeignMarkup.Line(f.Value)))],
            Locked = actor.Locked,
            Bot = actor.Kind is ActorKind.Service or ActorKind.Application,
            Discoverable = actor.Discoverable,
            Indexable = actor.Indexable,
            CreatedAt = actor.Published,
            SharedInbox = actor.SharedInbox,
            Outbox = actor.Outbox,
            Followers = actor.Followers,
            Following = actor.Following,
            Featured = actor.Featured,
            KeyId = key?.Id,
            PublicKeyPem = key?.Pem,
            MultikeyId = proof?.Id,
            Multikey = proof?.PublicKeyMultibase,
            AvatarUrl = actor.Icon?.Url,
            HeaderUrl = actor.Image?.Url,
            Emojis = ReceivedTags.Emojis(actor.Emojis),
            AlsoKnownAs = actor.AlsoKnownAs,
            MovedTo = actor.MovedTo,
        };
    }
}
