namespace Weft.Server.Web.Pages.Settings.Account;

/// <summary>A passkey in the list of somebody's own.</summary>
/// <param name="Id">The credential id, base64url.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it last let somebody in; null for never.</param>
public sealed record PasskeyModel(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);
