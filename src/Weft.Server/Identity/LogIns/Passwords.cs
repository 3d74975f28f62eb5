using Microsoft.AspNetCore.Identity;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.LogIns;

/// <summary>Hashes and checks passwords with ASP.NET Core Identity's hash. Both are slow on purpose: never do it in a command.</summary>
internal sealed class Passwords
{
    /// <summary>The shortest password, in characters.</summary>
    public const int MinLength = 10;

    /// <summary>The longest: enough for any sentence, too short to keep a processor busy.</summary>
    public const int MaxLength = 256;

    private readonly PasswordHasher<Login> hasher = new();
    private readonly string nobody;

    public Passwords() => nobody = hasher.HashPassword(null!, Secret.New());

    /// <summary>What is wrong with a new password; null when nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="names">What it must not be: the username, the e-mail address.</param>
    public static FieldFault? Check(string password, params string[] names)
    {
        if (password.Length == 0)
        {
            return new FieldFault("password", "blank", "can't be blank");
        }

        if (password.Length < MinLength)
        {
            return new FieldFault("password", "too_short", $"is too short (minimum is {MinLength} characters)");
        }

        if (password.Length > MaxLength)
        {
            return new FieldFault("password", "too_long", $"is too long (maximum is {MaxLength} characters)");
        }

        return names.Contains(password, StringComparer.OrdinalIgnoreCase) || password.Distinct().Count() < 3
            ? new FieldFault("password", "invalid", "is too easy to guess")
            : null;
    }

    /// <summary>The hash to keep.</summary>
    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>True when the password is the one behind the hash. Takes equally long when there is no hash.</summary>
    public bool Matches(string? hash, string password)
    {
        PasswordVerificationResult result = hasher.VerifyHashedPassword(
            null!,
            hash ?? nobody,
            password.Length <= MaxLength ? password : ""
        );
        return hash is not null && result != PasswordVerificationResult.Failed;
    }
}
