namespace Weft.Federation.Documents.Posts;

/// <summary>That a post quotes another one. A claim: the stamp, or the quoted author's policy, decides.</summary>
/// <param name="Id">What it quotes; null when the quoted post was deleted (a Tombstone stands there).</param>
/// <param name="Field">Which field says so.</param>
/// <param name="Authorization">The stamp of the quoted author, which has to be fetched.</param>
public sealed record QuoteClaim(string? Id, QuoteField Field, string? Authorization);

/// <summary>How a post says that it quotes.</summary>
public enum QuoteField
{
    /// <summary><c>quote</c> (FEP-044f): a stamp is asked for, or none is possible.</summary>
    Quote,

    /// <summary><c>quoteUrl</c>, <c>quoteUri</c>, <c>_misskey_quote</c>: older senders, which know no stamps.</summary>
    Older,

    /// <summary>A link tag (FEP-e232).</summary>
    ObjectLink,
}

/// <summary>Reads which post is quoted; only the first one counts.</summary>
internal static class QuoteReading
{
    public static QuoteClaim? Read(ForeignObject json, IEnumerable<ObjectLinkTag> links)
    {
        if (json.Has("quote"))
        {
            if (json.Objects("quote").Any(q => q.Is("Tombstone")))
            {
                return new QuoteClaim(null, QuoteField.Quote, null);
            }

            if (json.Id("quote") is { } quoted)
            {
                return new QuoteClaim(quoted, QuoteField.Quote, json.Id("quoteAuthorization"));
            }
        }

        if ((json.Id("quoteUrl") ?? json.Id("quoteUri") ?? json.Id("_misskey_quote")) is { } older)
        {
            return new QuoteClaim(older, QuoteField.Older, null);
        }

        return links.FirstOrDefault(l => l.Relations.Contains(ObjectLinkTag.Quote)) is { } link
            ? new QuoteClaim(link.Href, QuoteField.ObjectLink, null)
            : null;
    }
}
