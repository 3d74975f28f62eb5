namespace Weft.Federation.Documents;

/// <summary>Markup as another server sent it. It goes nowhere before it is cleaned.</summary>
/// <param name="Untrusted">The markup, or Markdown, within the limit.</param>
/// <param name="MediaType">What it is written in: <c>text/html</c>, <c>text/markdown</c> (PeerTube), <c>text/plain</c>.</param>
public readonly record struct ForeignHtml(string Untrusted, string MediaType)
{
    /// <summary>What text is written in when nothing else is said.</summary>
    public const string Html = "text/html";
}
