namespace Weft.Core.Accounts;

/// <summary>A profile changed: what was cached of the account, and of its posts, is stale.</summary>
public sealed record ProfileChanged(long AccountId) : WeftEvent;

/// <summary>An account is gone, with all that it owned.</summary>
public sealed record AccountDeleted(long AccountId) : WeftEvent;

/// <summary>
/// A follow, block or mute between two accounts began, changed or ended: the live timelines of those whom it changes
/// rebuild at their next read.
/// </summary>
/// <param name="AccountId">Who follows, blocks or mutes.</param>
/// <param name="OtherId">Whom.</param>
/// <param name="BothWays">True for a block, which changes what the other sees, too.</param>
public sealed record RelationshipChanged(long AccountId, long OtherId, bool BothWays = false) : WeftEvent;

/// <summary>The counts of these accounts changed.</summary>
public sealed record AccountCountsChanged(IReadOnlyList<long> AccountIds) : WeftEvent;

/// <summary>Access tokens or sessions of an account were revoked: nothing cached may let them in any more.</summary>
/// <param name="AccountId">Whose; null for tokens of an app alone.</param>
/// <param name="TokenId">Which one; null for all of the account's.</param>
public sealed record AccessRevoked(long? AccountId, long? TokenId) : WeftEvent;
