using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weft.Testing;

/// <summary>What a server answered.</summary>
public sealed partial class ApiAnswer
{
    private readonly Lazy<JsonElement> json;

    private ApiAnswer(string request, int status, string body, IReadOnlyDictionary<string, string> headers)
    {
        Request = request;
        Status = status;
        Body = body;
        Headers = headers;
        json = new Lazy<JsonElement>(Parse);
    }

    /// <summary>What was asked: method and path.</summary>
    public string Request { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The body as text.</summary>
    public string Body { get; }

    /// <summary>All headers; several values of one name are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as JSON.</summary>
    /// <exception cref="InvalidOperationException">It is not JSON.</exception>
    public JsonElement Json => json.Value;

    /// <summary>The <c>id</c> of the object in the body.</summary>
    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>The ids of the objects in the list in the body, in their order.</summary>
    public string[] Ids => [.. Json.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>Path and query of the next (older) page from the <c>Link</c> header; null when there is none.</summary>
    public string? Next => Link("next");

    /// <summary>Path and query of the previous (newer) page from the <c>Link</c> header; null when there is none.</summary>
    public string? Previous => Link("prev");

    /// <summary>Throws unless the status is 2xx.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds the body.</exception>
    public ApiAnswer EnsureSuccess() => Status is >= 200 and < 300 ? this : throw new InvalidOperationException(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Request} was answered with {Status}: {Body}";

    internal static async Task<ApiAnswer> ReadAsync(string request, HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        // As they were sent: the parsed form of Location turns "app://" into "app:///".
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = string.Join(", ", values);
        }

        return new ApiAnswer(request, (int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    private JsonElement Parse()
    {
        try
        {
            return JsonElement.Parse(Body);
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException($"{this}, which is not JSON.", fault);
        }
    }

    private string? Link(string relation)
    {
        if (!Headers.TryGetValue("Link", out string? links))
        {
            return null;
        }

        Match? match = LinkPattern().Matches(links).FirstOrDefault(link => link.Groups["rel"].Value == relation);
        return match is null ? null : new Uri(match.Groups["uri"].Value).PathAndQuery;
    }

    [GeneratedRegex("<(?<uri>[^>]*)>; rel=\"(?<rel>[^\"]*)\"")]
    private static partial Regex LinkPattern();
}
