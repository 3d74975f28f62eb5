using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>
/// Keeps <see cref="Account.Standing"/> true: what was decided about a server is looked up once for each of its people
/// when it is decided, and not with each post that is read.
/// </summary>
public static class Standings
{
    /// <summary>The setting that changes with each decision, by which other processes know of it.</summary>
    public const string Stamp = "hosts.judged";

    private const int Batch = 500;

    /// <summary>Sets the standing of all whose server is this one or below it.</summary>
    /// <returns>Who they are.</returns>
    internal static async Task<IReadOnlyList<long>> ApplyAsync(Work work, string name, FederationMode mode, CancellationToken cancellation)
    {
        string below = "." + name;
        string at = "://" + name;
        return await ApplyAsync(
            work,
            work.Db.Accounts.Where(a =>
                a.Domain != null && (a.Domain == name || a.Domain.EndsWith(below) || a.Uri!.Contains(at) || a.Uri.Contains(below + "/"))
            ),
            host => HostName.Above(host).Contains(name),
            mode,
            cancellation
        );
    }

    /// <summary>Sets the standing of all whose server is one of these, or below one.</summary>
    /// <returns>Who they are.</returns>
    internal static Task<IReadOnlyList<long>> ApplyToThoseAsync(
        Work work,
        Func<string, bool> isNamed,
        FederationMode mode,
        CancellationToken cancellation
    ) => ApplyAsync(work, work.Db.Accounts.Where(a => a.Domain != null), host => HostName.Above(host).Any(isNamed), mode, cancellation);

    /// <summary>Sets the standing of everybody elsewhere, after the mode has changed.</summary>
    internal static Task<IReadOnlyList<long>> ApplyToAllAsync(Work work, FederationMode mode, CancellationToken cancellation) =>
        ApplyAsync(work, work.Db.Accounts.Where(a => a.Domain != null), _ => true, mode, cancellation);

    /// <summary>Tells this process now, and others when they look.</summary>
    internal static async Task TellAsync(Work work, CancellationToken cancellation)
    {
        await SetAsync(work, Stamp, work.Ids.Next(0).ToString(CultureInfo.InvariantCulture), cancellation);
        work.Raise(new HostsJudged());
    }

    internal static async Task SetAsync(Work work, string name, string value, CancellationToken cancellation)
    {
        Setting? setting = await work.Db.Settings.FindAsync([name], cancellation);
        if (setting is null)
        {
            work.Db.Settings.Add(new Setting { Name = name, Value = value });
        }
        else
        {
            setting.Value = value;
        }
    }

    private static async Task<IReadOnlyList<long>> ApplyAsync(
        Work work,
        IQueryable<Account> among,
        Func<string, bool> isMeant,
        FederationMode mode,
        CancellationToken cancellation
    )
    {
        HostDecisions decisions = await HostDecisions.AllAsync(work.Db, mode, cancellation);
        var people = await among
            .Select(a => new
            {
                a.Id,
                a.Domain,
                a.Uri,
                a.Standing,
            })
            .ToListAsync(cancellation);
        people.RemoveAll(p => !isMeant(p.Domain!) && !(HostOf(p.Uri) is { } host && isMeant(host)));
        foreach (
            var change in people
                .Select(p => (p.Id, Old: p.Standing, New: decisions.StandingOf(p.Domain, HostOf(p.Uri))))
                .Where(p => p.Old != p.New)
                .GroupBy(p => p.New, p => p.Id)
        )
        {
            foreach (long[] ids in change.Chunk(Batch))
            {
                await work
                    .Db.Accounts.Where(a => ids.Contains(a.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.Standing, change.Key), cancellation);
            }
        }

        return [.. people.Select(p => p.Id)];
    }

    /// <summary>The host of an id, with its port if it names one.</summary>
    internal static string? HostOf(string? uri) => uri is null ? null : HostName.Read(uri);
}
