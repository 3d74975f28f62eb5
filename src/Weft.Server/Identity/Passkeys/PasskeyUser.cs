namespace Weft.Server.Identity.Passkeys;

/// <summary>A person as ASP.NET Core Identity's passkeys know them.</summary>
/// <param name="Id">The account's id in digits: what an authenticator keeps and hands back.</param>
/// <param name="Username">The handle.</param>
internal sealed record PasskeyUser(string Id, string Username);
