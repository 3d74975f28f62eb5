using System.Net.Mail;

namespace Weft.Core.Accounts;

/// <summary>Which e-mail addresses are taken for one.</summary>
public static class EmailAddresses
{
    /// <summary>How long an address may be, in characters (RFC 5321).</summary>
    public const int MaxLength = 254;

    private const int MaxLocalLength = 64;

    /// <summary>The address as it is compared: as ASP.NET Core Identity does, in upper case; empty for what is no address.</summary>
    public static string Normalize(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return Check(email) is null ? email.Trim().Normalize().ToUpperInvariant() : "";
    }

    /// <summary>What is wrong with an address, apart from being taken; null when nothing is.</summary>
    internal static FieldFault? Check(string email)
    {
        string trimmed = email.Trim();
        if (trimmed.Length == 0)
        {
            return new FieldFault("email", "blank", "can't be blank");
        }

        if (trimmed.Length > MaxLength)
        {
            return new FieldFault("email", "too_long", $"is too long (maximum is {MaxLength} characters)");
        }

        return IsAddress(trimmed) ? null : new FieldFault("email", "invalid", "is invalid");
    }

    private static bool IsAddress(string text)
    {
        int at = text.LastIndexOf('@');
        if (at is < 1 or > MaxLocalLength || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)))
        {
            return false;
        }

        string host = text[(at + 1)..];
        return (host.Contains('.', StringComparison.Ordinal) || host == "localhost")
            && !host.Any(char.IsSymbol)
            && Uri.CheckHostName(host) == UriHostNameType.Dns
            && MailAddress.TryCreate(text, out MailAddress? address)
            && address.Address == text;
    }
}
