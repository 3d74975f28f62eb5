using System.Text.Json;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;

namespace Weft.Federation.Presenting;

/// <summary>Writes this server's posts.</summary>
/// <param name="addresses">This server's.</param>
public sealed class NoteJson(LocalAddresses addresses)
{
    /// <summary>The document of a post.</summary>
    public byte[] Write(PresentedNote note) => ForeignReadable.Document(JsonContexts.Note, json => Members(json, note));

    internal void Members(Utf8JsonWriter json, PresentedNote note)
    {
        PostModel post = note.Post;
        string author = post.Author.Username;
        json.WriteString("id", addresses.Post(author, post.Id));
        json.WriteString("type", note.Poll is null ? "Note" : "Question");
        json.WriteString("attributedTo", addresses.Actor(author));
        (IReadOnlyList<string> to, IReadOnlyList<string> cc) = NoteAudience.Of(note, addresses);
        json.WriteAll("to", to);
        json.WriteAll("cc", cc);
        json.WriteSaid("audience", note.Audience);
        json.WriteMoment("published", post.CreatedAt);
        if (post.EditedAt is { } edited)
        {
            json.WriteMoment("updated", edited);
        }

        json.WriteString("url", addresses.Page(author, post.Id));
        if (note.InReplyTo is null)
        {
            json.WriteNull("inReplyTo");
        }
        else
        {
            json.WriteString("inReplyTo", note.InReplyTo);
        }

        json.WriteSaid("context", note.Context);
        json.WriteSaid("summary", post.ContentWarning);
        json.WriteBoolean("sensitive", post.Sensitive || post.ContentWarning.Length > 0);
        Content(json, note);
        Quote(json, note.Quote);
        Policy(json, note);
        json.WriteSaid("replyAuthorization", note.ReplyAuthorization);
        // GoToSocial up to 0.20 knows the stamp by this name.
        json.WriteSaid("approvedBy", note.ReplyAuthorization);
        NoteParts.Attachments(json, note.Media);
        NoteParts.Tags(json, note, addresses);
        NoteParts.Poll(json, note.Poll);
        Collection(json, "replies", addresses.Of(LocalKind.Replies, author, post.Id), post.RepliesCount);
        Collection(json, "likes", addresses.Of(LocalKind.Likes, author, post.Id), post.LikesCount);
        Collection(json, "shares", addresses.Of(LocalKind.Shares, author, post.Id), post.RepostsCount);
    }

    private void Content(Utf8JsonWriter json, PresentedNote note)
    {
        string text = PostHtml.Render(PostText.Parse(note.Post.Text), mention => Resolve(mention, note), tag => addresses.Tag(tag.Name));
        string content = (note.Quote is null ? "" : PostHtml.QuoteFallback(note.Quote.Url)) + text;
        json.WriteString("content", content);
        if (note.Post.Language is { } language)
        {
            json.WriteStartObject("contentMap");
            json.WriteString(language, content);
            json.WriteEndObject();
        }
    }

    private ResolvedMention? Resolve(Mention mention, PresentedNote note)
    {
        string domain = mention.Domain ?? addresses.Domain;
        foreach (MentionedActor actor in note.Mentions)
        {
            if (
                actor.Username.Equals(mention.Username, StringComparison.OrdinalIgnoreCase)
                && actor.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase)
            )
            {
                return new ResolvedMention(actor.Username, actor.Url);
            }
        }

        return null;
    }

    private static void Quote(Utf8JsonWriter json, PresentedQuote? quote)
    {
        if (quote is null)
        {
            return;
        }

        foreach (string name in (ReadOnlySpan<string>)["quote", "quoteUri", "quoteUrl", "_misskey_quote"])
        {
            json.WriteString(name, quote.Id);
        }

        json.WriteSaid("quoteAuthorization", quote.Authorization);
    }

    private void Policy(Utf8JsonWriter json, PresentedNote note)
    {
        json.WriteStartObject("interactionPolicy");
        json.WritePolicy("canQuote", NoteAudience.Quoters(note, addresses));
        json.WritePolicy("canReply", NoteAudience.Repliers(note, addresses));
        json.WritePolicy("canLike", NoteAudience.Likers(note, addresses));
        json.WritePolicy("canAnnounce", NoteAudience.Reposters(note, addresses));
        json.WriteEndObject();
    }

    private static void Collection(Utf8JsonWriter json, string name, string id, int total)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteString("type", "Collection");
        json.WriteNumber("totalItems", total);
        if (name == "replies")
        {
            json.WriteString("first", id + "?page=true");
        }

        json.WriteEndObject();
    }
}
