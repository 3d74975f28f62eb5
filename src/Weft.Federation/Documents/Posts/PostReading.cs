using System.Text.Json;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Documents.Posts;

/// <summary>Reads posts.</summary>
internal static class PostReading
{
    public static ReadResult Read(ForeignObject json, PostKind kind)
    {
        if (json.Id("id") is not { } id)
        {
            return ReadResult.Refused(DocumentFault.NoId, "A post has no id.");
        }

        if (!Authors(json).Any())
        {
            return ReadResult.Refused(DocumentFault.NoOwner, "A post has no author.");
        }

        if (Authors(json).FirstOrDefault(a => Origin.Same(a, id)) is not { } author)
        {
            return ReadResult.Refused(DocumentFault.ForeignOwner, "A post is on another origin than its author.");
        }

        (ForeignHtml? content, string? language) = PostTexts.Content(json);
        (List<MentionTag> mentions, List<HashtagTag> hashtags, List<EmojiTag> emojis, List<ObjectLinkTag> objectLinks) = TagReading.Read(
            json
        );
        (List<MediaAttachment> media, List<string> previews) = AttachmentReading.Read(json);
        IReadOnlyList<ForeignLink> links = json.AllLinks("url");
        Picture? picture = json.Picture("image") ?? json.Picture("icon");
        if (kind is PostKind.Video or PostKind.Audio && AttachmentReading.Itself(json, kind.ToString(), picture?.Url) is { } itself)
        {
            media.Insert(0, itself);
        }

        string? summary = PostTexts.Summary(json, out bool warned);
        return new PostDocument
        {
            Id = id,
            Types = json.Types,
            Kind = kind,
            AttributedTo = author,
            Addressing = Addressing.Read(json),
            Content = content,
            Name = json.Line("name", Limits.Name),
            Summary = summary,
            Sensitive = json.Flag("sensitive") ?? (warned && kind is (PostKind.Note or PostKind.Question)),
            Language = language,
            Url = LinkReading.Page(links),
            Links = links,
            Published = json.PastTime("published"),
            Updated = json.PastTime("updated"),
            InReplyTo = json.Id("inReplyTo"),
            Mentions = mentions,
            Hashtags = hashtags,
            Emojis = emojis,
            ObjectLinks = objectLinks,
            Media = media,
            Previews = previews,
            Picture = picture,
            Quote = QuoteReading.Read(json, objectLinks),
            Policy = PolicyReading.Read(json),
            RepliesClosed = json.Flag("commentsEnabled") == false,
            ReplyAuthorization = json.Id("replyAuthorization") ?? json.Id("approvedBy"),
            Poll = kind == PostKind.Question ? PollReading.Read(json) : null,
            // Lemmy has none of these; PeerTube calls its replies comments.
            Replies = json.Collection("replies", id) ?? json.Collection("comments", id),
            Likes = json.Collection("likes", id),
            Shares = json.Collection("shares", id),
            Context = json.Id("context"),
            ContextHistory = json.Id("contextHistory"),
            Conversation = json.Word("conversation", Limits.Address),
            Duration = AttachmentReading.Duration(json),
            StartTime = kind == PostKind.Event ? json.Time("startTime") : null,
            EndTime = kind == PostKind.Event ? json.Time("endTime") : null,
        };
    }

    // PeerTube names a person and a channel, with their types. Pleroma also writes an actor.
    private static IEnumerable<string> Authors(ForeignObject json)
    {
        IEnumerable<string> people = json.Values("attributedTo", 20)
            .Where(v => v.ValueKind == JsonValueKind.Object)
            .Select(v => json.Inner("attributedTo", v))
            .Where(a => a.Is("Person"))
            .Select(a => a.Id("id"))
            .OfType<string>();
        return people.Concat(json.Ids("attributedTo", 20)).Concat(json.Has("attributedTo") ? [] : json.Ids("actor", 1));
    }
}
