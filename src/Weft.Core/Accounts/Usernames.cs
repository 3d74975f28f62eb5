using System.Collections.Frozen;

namespace Weft.Core.Accounts;

/// <summary>Which usernames there may be: <c>[a-z0-9_]{1,30}</c>, without regard to case, and none that could pass for the server itself.</summary>
public static class Usernames
{
    /// <summary>How long a username may be, in characters.</summary>
    public const int MaxLength = 30;

    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet([
        "abuse",
        "account",
        "accounts",
        "actor",
        "admin",
        "administrator",
        "anonymous",
        "api",
        "everyone",
        "help",
        "hostmaster",
        "info",
        "instance",
        "mail",
        "mailer_daemon",
        "me",
        "mod",
        "moderator",
        "moderators",
        "no_reply",
        "nobody",
        "noreply",
        "null",
        "official",
        "operator",
        "owner",
        "postmaster",
        "privacy",
        "root",
        "security",
        "server",
        "staff",
        "support",
        "system",
        "team",
        "undefined",
        "webmaster",
        "weft",
        "www",
    ]);

    /// <summary>The name as it is kept and compared: lower case, without surrounding space and a leading @.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string bare = name.Trim();
        bare = bare.StartsWith('@') ? bare[1..] : bare;
        // Letters outside ASCII stay as they are, since some of them have an ASCII letter for lower case.
        return string.Create(
            bare.Length,
            bare,
            (lower, source) =>
            {
                for (int i = 0; i < source.Length; i++)
                {
                    lower[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
                }
            }
        );
    }

    /// <summary>What is wrong with a normalised name, apart from being taken; null when nothing is.</summary>
    /// <param name="name">The result of <see cref="Normalize"/>.</param>
    /// <param name="allowReserved">For those who are the server.</param>
    internal static FieldFault? Check(string name, bool allowReserved)
    {
        if (name.Length == 0)
        {
            return new FieldFault("username", "blank", "can't be blank");
        }

        if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            return new FieldFault("username", "invalid", "must contain only letters, numbers and underscores");
        }

        if (name.Length > MaxLength)
        {
            return new FieldFault("username", "too_long", $"is too long (maximum is {MaxLength} characters)");
        }

        return !allowReserved && Reserved.Contains(name) ? new FieldFault("username", "reserved", "is reserved") : null;
    }
}
