using Weft.Core.Posts;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>The words of the Mastodon API for what Core knows by other names.</summary>
internal static class MastodonText
{
    /// <summary>Words for who may see a post.</summary>
    public static readonly IReadOnlyDictionary<string, Visibility> Visibilities = new Dictionary<string, Visibility>
    {
        ["public"] = Visibility.Public,
        ["unlisted"] = Visibility.Unlisted,
        ["private"] = Visibility.Followers,
        ["direct"] = Visibility.Mentioned,
    };

    /// <summary>Words for who may quote.</summary>
    public static readonly IReadOnlyDictionary<string, InteractionPolicy> QuotePolicies = new Dictionary<string, InteractionPolicy>
    {
        ["public"] = InteractionPolicy.Everyone,
        ["followers"] = InteractionPolicy.Followers,
        ["nobody"] = InteractionPolicy.Nobody,
    };

    /// <summary>An empty list.</summary>
    public static RawJson None { get; } = "[]"u8.ToArray();

    /// <summary>Who may see a post.</summary>
    public static string Of(Visibility visibility) =>
        visibility switch
        {
            Visibility.Public => "public",
            Visibility.Unlisted => "unlisted",
            Visibility.Followers => "private",
            _ => "direct",
        };

    /// <summary>Who may quote, in the three words that apps know; what they don't know counts as nobody.</summary>
    public static string Of(InteractionPolicy policy) =>
        policy switch
        {
            InteractionPolicy.Everyone => "public",
            InteractionPolicy.Followers => "followers",
            _ => "nobody",
        };
}
