using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Notifications;

/// <summary>
/// Which notifications are shown as one: likes and reposts of the same post, follows, and sign-ups, each within twelve
/// hours. A key names the hour in which its group began; all others stand alone. A key is part of an address, so it
/// holds letters, digits and hyphens only.
/// </summary>
public static class NotificationGroupKey
{
    /// <summary>How many hours a group takes newcomers.</summary>
    private const int SpanHours = 12;

    private static readonly CompiledQuery<Func<WeftDb, long, string[], IAsyncEnumerable<string>>> Begun = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long accountId, string[] keys) =>
                db
                    .NotificationCounters.Where(c => c.AccountId == accountId)
                    .SelectMany(c => keys.Where(key => db.Notifications.Any(n => n.AccountId == accountId && n.GroupKey == key)))
        )
    );

    private const string AlonePrefix = "ungrouped-";

    /// <summary>The key of a notification that stands alone.</summary>
    public static string Alone(long number) => string.Create(CultureInfo.InvariantCulture, $"{AlonePrefix}{number}");

    /// <summary>True for the key of a notification that stands alone.</summary>
    internal static bool IsAlone(string key) => key.StartsWith(AlonePrefix, StringComparison.Ordinal);

    /// <summary>The notifications that a key stands for. One that is grouped can be asked for alone, too.</summary>
    internal static IQueryable<Notification> Members(IQueryable<Notification> notifications, string key)
    {
        if (!IsAlone(key))
        {
            // No key holds anything else, and a database may refuse to compare with it.
            return key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? notifications.Where(n => n.GroupKey == key)
                : notifications.Where(n => false);
        }

        return long.TryParse(key.AsSpan(AlonePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? notifications.Where(n => n.Number == number)
            : notifications.Where(n => false);
    }

    /// <summary>True when notifications of this kind are grouped.</summary>
    public static bool IsGrouped(NotificationKind kind) =>
        kind is NotificationKind.Like or NotificationKind.Repost or NotificationKind.Follow or NotificationKind.SignUp;

    /// <summary>The key for a new notification: that of a group still young enough, else of a new one.</summary>
    internal static async Task<string> ChooseAsync(
        Work work,
        NotificationKind kind,
        long recipientId,
        long number,
        long? postId,
        CancellationToken cancellation
    )
    {
        if (Prefix(kind, postId) is not string prefix)
        {
            return Alone(number);
        }

        long hour = work.Now.ToUnixTimeSeconds() / 3600;
        // Asked for by name, since a range of text sorts differently on each database.
        string[] young = [.. Enumerable.Range(0, SpanHours).Select(age => Compose(prefix, hour - age))];
        List<string> begun = await BegunAsync(work.Db, recipientId, young, cancellation);
        begun.AddRange(work.Db.Notifications.Local.Where(n => n.AccountId == recipientId).Select(n => n.GroupKey));
        return young.FirstOrDefault(begun.Contains) ?? young[0];
    }

    /// <summary>Those of the keys that the account has a notification of: a look into the index for each, however large the group.</summary>
    private static async Task<List<string>> BegunAsync(WeftDb db, long accountId, string[] keys, CancellationToken cancellation)
    {
        List<string> begun = [];
        await foreach (string key in Begun.For(db)(db, accountId, keys).WithCancellation(cancellation))
        {
            begun.Add(key);
        }

        return begun;
    }

    private static string? Prefix(NotificationKind kind, long? postId) =>
        kind switch
        {
            NotificationKind.Like => string.Create(CultureInfo.InvariantCulture, $"like-{postId}"),
            NotificationKind.Repost => string.Create(CultureInfo.InvariantCulture, $"repost-{postId}"),
            NotificationKind.Follow => "follow",
            NotificationKind.SignUp => "signup",
            _ => null,
        };

    private static string Compose(string prefix, long hour) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{hour}");
}
