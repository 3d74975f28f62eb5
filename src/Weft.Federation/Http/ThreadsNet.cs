using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>The ways of threads.net that no other server has.</summary>
internal static class ThreadsNet
{
    private const string Host = "threads.net";
    private const string Www = "www." + Host;

    /// <summary>It answers 404 and 410 to a signature that it doesn't like, so that neither says that something is gone.</summary>
    public static bool Hides(string host) => host == Host || host.EndsWith("." + Host, StringComparison.Ordinal);

    /// <summary>Whether two ids are one actor's: there, with and without "www.", since links and documents differ.</summary>
    public static bool SameActor(string one, string other) =>
        WebAddress.SameId(one, other)
        || (
            Origin.TryParse(one, out Origin first, out int firstRest)
            && Origin.TryParse(other, out Origin second, out int secondRest)
            && first is { Host: Host or Www, Scheme: "https", Port: 443 }
            && second is { Host: Host or Www, Scheme: "https", Port: 443 }
            && one.AsSpan(firstRest).SequenceEqual(other.AsSpan(secondRest))
        );
}
