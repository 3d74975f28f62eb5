namespace Weft.Core.Posts.Text;

/// <summary>A profile's own words as HTML, in the forms of <see cref="PostHtml"/>.</summary>
public static class ProfileHtml
{
    /// <summary>Renders a biography.</summary>
    /// <inheritdoc cref="PostHtml.Render"/>
    public static string Bio(string text, Func<Mention, ResolvedMention?> resolve, Func<Tag, string> tagUrl) =>
        PostHtml.Render(PostText.Parse(text), resolve, tagUrl);

    /// <summary>
    /// Renders the value of a profile's field, without paragraphs. A value that is one address and nothing else says by
    /// <c>rel="me"</c> that it is the same person's, so that the other page can confirm it.
    /// </summary>
    /// <param name="text">The value, one line.</param>
    /// <param name="resolve">Finds who is mentioned; for null the mention stays plain text.</param>
    /// <param name="tagUrl">The http(s) address of a hashtag's page.</param>
    public static string FieldValue(string text, Func<Mention, ResolvedMention?> resolve, Func<Tag, string> tagUrl)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        ArgumentNullException.ThrowIfNull(tagUrl);
        var parsed = PostText.Parse(text);
        var markup = new Markup(resolve, tagUrl, parsed.Segments is [LinkSegment] ? Markup.Rel + " me" : Markup.Rel);
        foreach (var segment in parsed.Segments)
            markup.Segment(segment);
        return markup.ToString();
    }
}
