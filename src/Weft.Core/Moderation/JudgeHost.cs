using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>The operators decide about another server and all below it. Deciding nothing takes back what was decided.</summary>
/// <param name="Domain">The server, as people write it.</param>
/// <param name="Policy">What holds for it.</param>
/// <param name="RejectMedia">Its pictures and videos are left out.</param>
/// <param name="RejectReports">Its reports are left out.</param>
/// <param name="Comment">Why, for everybody to read; at most 500 characters; null keeps what was said.</param>
/// <param name="Obfuscate">The public list veils its name.</param>
public sealed record JudgeHost(
    string Domain,
    HostPolicy Policy,
    bool RejectMedia = false,
    bool RejectReports = false,
    string? Comment = null,
    bool Obfuscate = false
);

/// <summary>What a decision came to.</summary>
/// <param name="Name">The server's name as it is kept.</param>
/// <param name="Accounts">How many of its people are known here.</param>
/// <param name="Follows">How many follows and requests were cut.</param>
public sealed record HostJudged(string Name, int Accounts, int Follows);

/// <summary>
/// Does <see cref="JudgeHost"/>: all that hangs on it in one transaction. Suspending cuts the follows both ways, for good,
/// and drops what waited to be sent; what was stored of the server stays, hidden, and comes back when it is let in again.
/// </summary>
public sealed class JudgeHostHandler(IWriter writer, LocalDomain local, FederationMode mode)
{
    internal const int LongestComment = 500;

    /// <summary>Refused for what is no host, for this server itself, and for a comment that is too long.</summary>
    public async Task<Outcome<HostJudged>> RunAsync(JudgeHost judge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(judge);
        if (HostName.Read(judge.Domain) is not { } name)
        {
            return Refused.Invalid("domain", "invalid", "is not the name of a server");
        }

        if (HostName.Above(local.Name).Contains(name))
        {
            return Refused.Invalid("domain", "reserved", "is this server's own");
        }

        return judge.Comment?.Length > LongestComment
            ? Refused.Invalid("comment", "too_long", $"is too long (maximum is {LongestComment} characters)")
            : await writer.RunAsync(work => RunAsync(work, judge, name, cancellation), cancellation);
    }

    private async Task<Outcome<HostJudged>> RunAsync(Work work, JudgeHost judge, string name, CancellationToken cancellation)
    {
        await KeepAsync(work, judge, name, cancellation);
        await work.Db.SaveChangesAsync(cancellation);
        IReadOnlyList<long> people = await Standings.ApplyAsync(work, name, mode, cancellation);
        int cut = 0;
        if (judge.Policy == HostPolicy.Suspended)
        {
            cut = await HostFollows.CutAsync(work, people, cancellation);
            await work
                .Db.Deliveries.Where(d => d.Host == name || d.Host.EndsWith("." + name) || d.Host.StartsWith(name + ":"))
                .ExecuteDeleteAsync(cancellation);
        }

        await Standings.TellAsync(work, cancellation);
        return new HostJudged(name, people.Count, cut);
    }

    internal static async Task KeepAsync(Work work, JudgeHost judge, string name, CancellationToken cancellation)
    {
        RemoteHost? host = await work.Db.RemoteHosts.FindAsync([name], cancellation);
        if (host is null)
        {
            host = new RemoteHost { Name = name, FirstSeenAt = work.Now };
            work.Db.RemoteHosts.Add(host);
        }

        (host.Policy, host.RejectMedia, host.RejectReports) = (judge.Policy, judge.RejectMedia, judge.RejectReports);
        (host.Comment, host.Obfuscate) = (judge.Comment ?? host.Comment, judge.Obfuscate);
    }
}
