using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Search;

/// <summary>What a search found; all three lists are always there.</summary>
internal sealed record SearchJson(IReadOnlyList<RawJson> Accounts, IReadOnlyList<RawJson> Statuses, IReadOnlyList<TagJson> Hashtags);

/// <summary>A hashtag with how it was used in the last seven days.</summary>
internal sealed record TagJson(string Id, string Name, string Url, IReadOnlyList<TagDayJson> History, bool Following, bool Featuring);

/// <summary>One day, newest first; all three are texts.</summary>
internal sealed record TagDayJson(string Day, string Uses, string Accounts);
