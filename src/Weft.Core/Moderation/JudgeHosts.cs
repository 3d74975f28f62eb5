using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>Many decisions at once: a list that somebody else keeps.</summary>
/// <param name="Hosts">The decisions.</param>
public sealed record JudgeHosts(IReadOnlyList<JudgeHost> Hosts);

/// <summary>What a list came to.</summary>
/// <param name="Taken">How many decisions were taken over.</param>
/// <param name="Skipped">What was passed over: no names of servers, or this server's own.</param>
/// <param name="Follows">How many follows and requests were cut.</param>
public sealed record HostsTaken(int Taken, IReadOnlyList<string> Skipped, int Follows);

/// <summary>Does <see cref="JudgeHosts"/>, in one transaction: all of the list holds, or nothing.</summary>
public sealed class JudgeHostsHandler(IWriter writer, LocalDomain local, FederationMode mode)
{
    /// <summary>Never refused: what can't be taken is named.</summary>
    public Task<Outcome<HostsTaken>> RunAsync(JudgeHosts judge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(judge);
        IReadOnlyList<string> own = HostName.Above(local.Name);
        Dictionary<string, JudgeHost> named = [];
        List<string> skipped = [];
        foreach (JudgeHost host in judge.Hosts)
        {
            if (HostName.Read(host.Domain) is { } name && !host.Domain.Contains('*', StringComparison.Ordinal) && !own.Contains(name))
            {
                named[name] = host with
                {
                    Comment = host.Comment is { Length: > JudgeHostHandler.LongestComment } comment
                        ? comment[..JudgeHostHandler.LongestComment]
                        : host.Comment,
                };
            }
            else
            {
                skipped.Add(host.Domain);
            }
        }

        return writer.RunAsync(work => RunAsync(work, named, skipped, cancellation), cancellation);
    }

    private async Task<Outcome<HostsTaken>> RunAsync(
        Work work,
        Dictionary<string, JudgeHost> named,
        List<string> skipped,
        CancellationToken cancellation
    )
    {
        foreach ((string name, JudgeHost host) in named)
        {
            await JudgeHostHandler.KeepAsync(work, host, name, cancellation);
        }

        await work.Db.SaveChangesAsync(cancellation);
        IReadOnlyList<long> people = await Standings.ApplyToThoseAsync(work, named.ContainsKey, mode, cancellation);
        int cut = await HostFollows.CutAsync(work, people, cancellation);
        await Standings.TellAsync(work, cancellation);
        return new HostsTaken(named.Count, skipped, cut);
    }
}
