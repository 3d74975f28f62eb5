using Weft.Federation.Signatures;

namespace Weft.Federation.Http;

/// <summary>
/// In which forms one request is signed, one after the other, until the host takes it: draft-cavage first, unless the host
/// has shown RFC 9421.
/// </summary>
/// <param name="known">What is remembered of the host.</param>
/// <param name="queryToDrop">Whether it is a GET with a query, of which some check the path alone.</param>
/// <param name="missingMayMeanUnsigned">Whether a 404 may mean that the signature isn't liked.</param>
/// <param name="goneMayMeanUnsigned">Whether a 410 may, and a 404 of everything: threads.net.</param>
/// <param name="now">The time.</param>
internal sealed class Knocks(
    HostSigning? known,
    bool queryToDrop,
    bool missingMayMeanUnsigned,
    bool goneMayMeanUnsigned,
    DateTimeOffset now
)
{
    private const int Most = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private readonly List<SigningForm> tried = [];

    /// <summary>Whether a 410 without a Tombstone may mean that the signature isn't liked.</summary>
    public bool GoneMayMeanUnsigned => goneMayMeanUnsigned;

    /// <summary>The form of the first request.</summary>
    public SigningForm First()
    {
        SigningForm first = known?.Works is { } scheme
            ? new(scheme, scheme == SignatureScheme.Cavage && queryToDrop && known.PathOnly)
            : SigningForm.First;
        tried.Add(first);
        return first;
    }

    /// <summary>The form of the next request; null when there is none to be made.</summary>
    /// <param name="status">The answer to the request before.</param>
    /// <param name="wished">Whether that answer asked for something by "Accept-Signature" that can be given.</param>
    public SigningForm? Next(int status, bool wished)
    {
        bool once = tried.Count == 1;
        bool again = status switch
        {
            401 => true,
            400 or 403 => once && known?.Works is null,
            404 => once && (missingMayMeanUnsigned || goneMayMeanUnsigned),
            410 => once && goneMayMeanUnsigned,
            _ => false,
        };
        if (!again || tried.Count == Most || known?.FailedAt + Pause > now)
        {
            return null;
        }

        SigningForm? next = wished ? new(SignatureScheme.MessageSignature) : Untried(status);
        if (next is not null)
        {
            tried.Add(next);
        }

        return next;
    }

    private SigningForm? Untried(int status)
    {
        // Only a 401 says that it is the signature; the shorter path is a variation of that.
        SigningForm[] forms =
            queryToDrop && status == 401
                ? [SigningForm.First, new(SignatureScheme.Cavage, PathOnly: true), new(SignatureScheme.MessageSignature)]
                : [SigningForm.First, new(SignatureScheme.MessageSignature)];
        return Array.Find(forms, form => !tried.Contains(form) && (status == 401 || form.Scheme != tried[0].Scheme));
    }
}
