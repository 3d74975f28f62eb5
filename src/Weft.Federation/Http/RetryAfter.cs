using System.Net.Http.Headers;

namespace Weft.Federation.Http;

/// <summary>Reads "Retry-After", in seconds or as a date, cut to 24 hours.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static DateTimeOffset? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        RetryConditionHeaderValue? field = headers.RetryAfter;
        DateTimeOffset? until = field?.Delta is { } wait ? now + (wait < Longest ? wait : Longest) : field?.Date;
        return until switch
        {
            null => null,
            { } moment when moment < now => now,
            { } moment when moment > now + Longest => now + Longest,
            _ => until,
        };
    }
}
