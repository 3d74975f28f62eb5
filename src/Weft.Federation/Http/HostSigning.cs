using Weft.Federation.Signatures;

namespace Weft.Federation.Http;

/// <summary>What Weft knows of the signatures that an origin takes.</summary>
/// <param name="Works">The scheme that worked last, or in which the host itself signed; null when none has.</param>
/// <param name="PathOnly">Whether it checks draft-cavage signatures over the path without the query.</param>
/// <param name="At">When it worked.</param>
/// <param name="FailedAt">When all schemes were refused; no second knock for ten minutes after.</param>
public sealed record HostSigning(SignatureScheme? Works, bool PathOnly, DateTimeOffset At, DateTimeOffset? FailedAt);
