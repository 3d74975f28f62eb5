using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Timelines;

namespace Weft.Server.Web.Pages.Search;

/// <summary>What was looked for, and what was found.</summary>
public sealed record SearchModel(
    string Query,
    IReadOnlyList<AccountModel> People,
    IReadOnlyDictionary<long, RelationshipModel> Relationships,
    IReadOnlyList<TagUse> Tags
);
