using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Posts;

namespace Weft.Server.Web.Pages.Profile;

/// <summary>A profile for one viewer.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Relationship">What the viewer and the account are to each other; null for a visitor and for oneself.</param>
/// <param name="Tab">threads, replies, media or reposts.</param>
/// <param name="Pinned">On the first tab's first page.</param>
/// <param name="Posts">The tab's posts.</param>
public sealed record ProfileModel(
    AccountModel Account,
    RelationshipModel? Relationship,
    string Tab,
    IReadOnlyList<PostView> Pinned,
    Page<PostView> Posts
);
