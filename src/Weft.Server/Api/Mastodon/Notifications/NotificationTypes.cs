using Weft.Core.Notifications;
using Weft.Server.Api.Binding;

namespace Weft.Server.Api.Mastodon.Notifications;

/// <summary>The API's words for what somebody is told of.</summary>
internal static class NotificationTypes
{
    private static readonly Dictionary<string, NotificationKind> Kinds = new()
    {
        ["follow"] = NotificationKind.Follow,
        ["follow_request"] = NotificationKind.FollowRequest,
        ["mention"] = NotificationKind.Mention,
        ["reblog"] = NotificationKind.Repost,
        ["favourite"] = NotificationKind.Like,
        ["quote"] = NotificationKind.Quote,
        ["status"] = NotificationKind.Post,
        ["update"] = NotificationKind.Edit,
        ["quoted_update"] = NotificationKind.QuotedEdit,
        ["poll"] = NotificationKind.PollEnded,
        ["admin.sign_up"] = NotificationKind.SignUp,
    };

    private static readonly Dictionary<NotificationKind, string> Words = Kinds.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The word.</summary>
    public static string Of(NotificationKind kind) => Words[kind];

    /// <summary>What is asked for by <c>types[]</c>, <c>exclude_types[]</c> and <c>account_id</c>; unknown words are ignored.</summary>
    public static NotificationFilter Filter(this RequestFields fields) =>
        new(Read(fields, "types"), Read(fields, "exclude_types"), fields.Id("account_id"));

    /// <summary>The kinds that a list names; null when it names none.</summary>
    public static IReadOnlyCollection<NotificationKind>? Read(RequestFields fields, string name)
    {
        IReadOnlyList<string> words = fields.Texts(name);
        return words.Count == 0 ? null : [.. words.Where(Kinds.ContainsKey).Select(word => Kinds[word]).Distinct()];
    }
}
