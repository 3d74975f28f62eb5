using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Delivery;

/// <summary>
/// Remembers in <see cref="RemoteHost"/> which signatures a server takes, so that a restart costs no second knocks: of the
/// servers that are known, since whoever makes Weft ask them for something would else make a row. Of others, and that all
/// were refused, it is remembered in this process for a while.
/// </summary>
public sealed class RemoteHostMemory(IDbContextFactory<WeftDb> contexts, IWriter writer) : IHostMemory
{
    private const string PathOnlySuffix = ";path";

    private readonly BoundedCache<Origin, Remembered> recent = new(20_000);

    /// <inheritdoc/>
    public async ValueTask<HostSigning?> RecallAsync(Origin origin, CancellationToken cancellation)
    {
        if (recent.TryGet(origin, out Remembered? kept))
        {
            return kept.Signing;
        }

        string name = origin.Authority;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db
            .RemoteHosts.Where(h => h.Name == name)
            .Select(h => new { h.SignatureScheme, h.SchemeLearnedAt })
            .FirstOrDefaultAsync(cancellation);
        HostSigning? signing = row is { SignatureScheme: { } text, SchemeLearnedAt: { } at } ? Read(text, at) : null;
        recent.Put(origin, new Remembered(signing));
        return signing;
    }

    /// <inheritdoc/>
    public async ValueTask RememberAsync(Origin origin, HostSigning signing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signing);
        recent.Put(origin, new Remembered(signing));
        if (signing is not { Works: { } scheme, FailedAt: null })
        {
            return;
        }

        string name = origin.Authority;
        string text = Write(scheme, signing.PathOnly);
        await writer.RunAsync<int>(
            async work =>
            {
                RemoteHost? row = await work.Db.RemoteHosts.FindAsync([name], cancellation);
                if (row is null)
                {
                    return 0;
                }

                (row.SignatureScheme, row.SchemeLearnedAt) = (text, signing.At);
                return 1;
            },
            cancellation
        );
    }

    private static string Write(SignatureScheme scheme, bool pathOnly) =>
        (scheme == SignatureScheme.Cavage ? "draft-cavage" : "rfc9421") + (pathOnly ? PathOnlySuffix : "");

    private static HostSigning? Read(string text, DateTimeOffset at) =>
        text.Split(';')[0] switch
        {
            "draft-cavage" => new HostSigning(SignatureScheme.Cavage, IsPathOnly(text), at, null),
            "rfc9421" => new HostSigning(SignatureScheme.MessageSignature, IsPathOnly(text), at, null),
            _ => null,
        };

    private static bool IsPathOnly(string text) => text.EndsWith(PathOnlySuffix, StringComparison.Ordinal);

    private sealed record Remembered(HostSigning? Signing);
}
