using System.Text.Json;

namespace Weft.Federation.Documents.Posts;

/// <summary>Reads what a post says, and in which language.</summary>
internal static class PostTexts
{
    /// <summary>The text and its language.</summary>
    public static (ForeignHtml? Content, string? Language) Content(ForeignObject json)
    {
        string? content = json.Text("content", Limits.Content);
        string? language = null;
        JsonElement map = json.Raw("contentMap");
        if (map.ValueKind == JsonValueKind.Object)
        {
            (content, language) = Mapped(json, map, content);
        }

        language ??= Said(json);
        return (content is null ? null : new ForeignHtml(content, json.MediaType("mediaType") ?? ForeignHtml.Html), language);
    }

    /// <summary>The warning or summary; null for none.</summary>
    /// <param name="json">The post.</param>
    /// <param name="warned">True when there is one, also when it has no words (Misskey writes U+200B then).</param>
    public static string? Summary(ForeignObject json, out bool warned)
    {
        string? summary = json.Text("summary", Limits.Summary);
        warned = summary is not null;
        return string.IsNullOrEmpty(summary?.Trim('\u200B', ' ', '\n')) ? null : summary;
    }

    // One key gives the language; of several the one whose text is the content (GoToSocial does so).
    private static (string? Content, string? Language) Mapped(ForeignObject json, JsonElement map, string? content)
    {
        List<(string Language, string Text)> entries = [];
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            if (entries.Count == Limits.Links)
            {
                json.Drop("contentMap", DropReason.TooMany);
                break;
            }

            if (entry.Value.ValueKind == JsonValueKind.String)
            {
                entries.Add((entry.Name, json.Cut("contentMap", JsonStrings.Of(entry.Value), Limits.Content)));
            }
        }

        return entries switch
        {
            [] => (content, null),
            [var only] => (content ?? only.Text, Language(only.Language)),
            _ when content is null => (entries[0].Text, Language(entries[0].Language)),
            _ => (content, Language(entries.FirstOrDefault(e => e.Text == content).Language)),
        };
    }

    // Lemmy and PeerTube say it in a field of its own.
    private static string? Said(ForeignObject json) =>
        json.Raw("language").ValueKind == JsonValueKind.Object
            ? Language(json.Objects("language").FirstOrDefault()?.Word("identifier"))
            : Language(json.Word("language"));

    private static string? Language(string? code) =>
        code is { Length: >= 2 and <= 35 } && code != "und" && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? code : null;
}
