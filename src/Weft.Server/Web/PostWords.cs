using System.Net;
using System.Runtime.CompilerServices;
using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Server.Hosting;

namespace Weft.Server.Web;

/// <summary>Texts of posts and profiles as markup of ours, with links to this server's pages.</summary>
internal sealed class PostWords(WeftOptions options, LocalDomain domain)
{
    // A model is immutable and cached, so its markup is made once.
    private readonly ConditionalWeakTable<PostModel, string> rendered = [];

    /// <summary>A post's text.</summary>
    public string Html(PostModel post) => rendered.GetValue(post, Render);

    /// <summary>A warning, or another short text of a post.</summary>
    public static string Line(string text, IReadOnlyList<EmojiModel> emojis) =>
        emojis.Count == 0 ? WebUtility.HtmlEncode(text) : EmojiWords.Replace(text, isHtml: false, emojis, Picture, WebUtility.HtmlEncode);

    /// <summary>A bio.</summary>
    public string Bio(AccountModel account) =>
        WithEmojis(account.IsLocal ? ProfileHtml.Bio(account.Note, Resolve, TagUrl) : account.Note, account.Emojis);

    /// <summary>A field's value.</summary>
    public string Field(AccountModel account, ProfileField field) =>
        WithEmojis(account.IsLocal ? ProfileHtml.FieldValue(field.Value, Resolve, TagUrl) : field.Value, account.Emojis);

    private static string WithEmojis(string html, IReadOnlyList<EmojiModel> emojis) =>
        emojis.Count == 0 ? html : EmojiWords.Replace(html, isHtml: true, emojis, Picture, piece => piece);

    private static string Picture(EmojiModel emoji)
    {
        (string moving, string still) = Urls.Emoji(emoji);
        return $"""<picture><source media="(prefers-reduced-motion: reduce)" srcset="{still}"><img class="emoji" src="{moving}" alt=":{emoji.Shortcode}:" title=":{emoji.Shortcode}:" loading="lazy"></picture>""";
    }

    private string Render(PostModel post) => WithEmojis(Markup(post), post.Emojis);

    private string Markup(PostModel post) =>
        post.Html
        ?? PostHtml.Render(
            PostText.Parse(post.Text),
            mention =>
                post.Mentions.FirstOrDefault(m =>
                    m.Domain == (domain.Owns(mention.Domain) ? null : mention.Domain)
                    && m.Username.Equals(mention.Username, StringComparison.OrdinalIgnoreCase)
                )
                    is { } found
                    ? new ResolvedMention(found.Username, options.Origin + Urls.Profile(found.Handle))
                    : null,
            TagUrl
        );

    /// <summary>A bio may name anybody of this server; whether there is such a person is seen when the link is followed.</summary>
    private ResolvedMention? Resolve(Mention mention) =>
        mention.Domain is null || domain.Owns(mention.Domain)
            ? new ResolvedMention(mention.Username, options.Origin + Urls.Profile(mention.Username))
            : null;

    private string TagUrl(Tag tag) => options.Origin + Urls.Tag(tag.Name);
}
