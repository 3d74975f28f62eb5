using System.Runtime.CompilerServices;
using System.Text.Json;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Media;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>
/// The part of a status that is the same for everyone, rendered once for each read model and kept as long as it: a page
/// of a timeline is then a copy of bytes. A body is an object that is open at its end, after
/// <c>"quote_approval":{…,"current_user":</c>, since the viewer's part follows.
/// </summary>
internal sealed class StatusBodies(Addresses addresses, AccountPresenter accounts, MediaPresenter media)
{
    private readonly ConditionalWeakTable<PostModel, byte[]> rendered = [];

    /// <summary>The open object.</summary>
    public byte[] Of(PostModel post)
    {
        if (!rendered.TryGetValue(post, out byte[]? body))
        {
            body = Render(post);
            rendered.AddOrUpdate(post, body);
        }

        return body;
    }

    /// <summary>A text as HTML; the mentioned accounts are those of the post.</summary>
    public string Html(string text, PostModel post) =>
        PostHtml.Render(PostText.Parse(text), mention => Resolve(mention, post), tag => addresses.Tag(tag.Name));

    private ResolvedMention? Resolve(Mention mention, PostModel post)
    {
        string? domain = mention.Domain == addresses.Domain ? null : mention.Domain;
        foreach (MentionModel mentioned in post.Mentions)
        {
            if (mentioned.Domain == domain && mentioned.Username.Equals(mention.Username, StringComparison.OrdinalIgnoreCase))
            {
                return new ResolvedMention(mentioned.Username, addresses.Profile(mentioned));
            }
        }

        return null;
    }

    private byte[] Render(PostModel post)
    {
        StatusBodyJson body = new(
            IdText.Of(post.Id),
            post.CreatedAt,
            IdText.Of(post.InReplyToId),
            IdText.Of(post.InReplyToAccountId),
            post.Sensitive,
            post.ContentWarning,
            MastodonText.Of(post.Visibility),
            post.Language,
            addresses.PostUri(post),
            addresses.Post(post),
            post.RepliesCount,
            post.RepostsCount,
            post.LikesCount,
            post.QuotesCount,
            post.EditedAt,
            post.Html ?? Html(post.Text, post),
            post.App is PostApp app ? new ApplicationJson(app.Name, Website(app.Website)) : null,
            accounts.Render(post.Author),
            [.. post.Mentions.Select(Present)],
            [.. post.Tags.Select(tag => new StatusTagJson(tag, addresses.Tag(tag)))],
            media.Present(post.Media)
        )
        {
            Emojis = CustomEmojiJson.Of(post.Emojis, addresses),
        };
        ReadOnlySpan<byte> closed = JsonSerializer.SerializeToUtf8Bytes(body, MastodonJson.Wire.StatusBodyJson);
        return [.. closed[..^1], .. Opening(post)];
    }

    private MentionJson Present(MentionModel mention) =>
        new(IdText.Of(mention.AccountId), mention.Username, addresses.Profile(mention), mention.Handle);

    /// <summary>Apps write anything here; what is no address would lose the whole page in strict ones.</summary>
    private static string? Website(string? website) =>
        Uri.TryCreate(website, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.AbsoluteUri
            : null;

    private static ReadOnlySpan<byte> Opening(PostModel post) =>
        System.Text.Encoding.UTF8.GetBytes(
            (post.RepostOfId is null ? ",\"reblog\":null" : "")
                + (post.QuoteOfId is null ? ",\"quote\":null" : "")
                + (post.Poll is null ? ",\"poll\":null" : "")
                + Approval(post.Consent)
                + ",\"quote_approval\":{\"automatic\":"
                + (post.RepostOfId is null ? Quoters(post.QuotePolicy) : "[]")
                + ",\"manual\":"
                + (post.RepostOfId is null && post.QuoteOnRequest is { } asked ? Quoters(asked) : "[]")
                + ",\"current_user\":"
        );

    /// <summary>Weft's own word, which only the author of a reply or repost meets that waits for leave or was refused.</summary>
    private static string Approval(Consent consent) =>
        consent switch
        {
            Consent.Given => "",
            Consent.Asked => ",\"approval\":\"pending\"",
            _ => ",\"approval\":\"rejected\"",
        };

    /// <summary>Who may quote: the first word is what apps show.</summary>
    private static string Quoters(InteractionPolicy policy) =>
        policy switch
        {
            InteractionPolicy.Everyone => "[\"public\"]",
            InteractionPolicy.Followers => "[\"followers\"]",
            InteractionPolicy.Followed => "[\"following\"]",
            InteractionPolicy.Mentioned => "[\"unsupported_policy\"]",
            _ => "[]",
        };
}
