using System.Text;

namespace Weft.Federation.Http;

/// <summary>
/// What a server says beside a refusal: many name the check that failed, which is what an operator wants to know. A few
/// words on one line; nothing of it is believed.
/// </summary>
internal static class ErrorText
{
    private const int Most = 300;

    /// <summary>A colon and the words in quotation marks; empty when there are none, or when it is a page.</summary>
    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentType?.MediaType is not ("text/plain" or "application/json" or "application/problem+json"))
        {
            return "";
        }

        byte[] buffer = new byte[Most];
        await using Stream stream = await content.ReadAsStreamAsync(cancellation);
        int length = await stream.ReadAtLeastAsync(buffer, Most, throwOnEndOfStream: false, cancellation);
        string text = string.Concat(
            Encoding.UTF8.GetString(buffer, 0, length).Select(character => char.IsControl(character) ? ' ' : character)
        );
        return string.IsNullOrWhiteSpace(text) ? "" : $": \"{text.Trim()}\"";
    }
}
