using Weft.Testing;

namespace Weft.Server.Tests.Mastodon.Contract;

/// <summary>What holds for every answer of the API, whatever was asked.</summary>
internal static class Answers
{
    /// <summary>JSON, no redirect, no fault of ours, and nothing that a strict app would choke on.</summary>
    public static void Check(ApiAnswer answer)
    {
        Assert.True(
            answer.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal),
            $"{answer}"
        );
        Assert.True(answer.Status is 200 or (>= 400 and < 500) or 503, answer.ToString());
        IReadOnlyList<string> faults = StrictSwift.Faults(answer.Json);
        Assert.True(faults.Count == 0, $"{answer.Request}:\n{string.Join('\n', faults)}\n{answer.Body}");
        if (answer.Status != 200)
        {
            Assert.False(string.IsNullOrEmpty(answer.Json.GetProperty("error").GetString()), answer.ToString());
        }
    }
}
