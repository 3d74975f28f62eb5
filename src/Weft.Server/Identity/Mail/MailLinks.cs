using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Weft.Server.Hosting;

namespace Weft.Server.Identity.Mail;

/// <summary>Links in mails: what they allow is signed and stands in them, so that nothing has to be stored.</summary>
internal sealed class MailLinks(IDataProtectionProvider protection, WeftOptions options)
{
    private static readonly TimeSpan ConfirmLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetLife = TimeSpan.FromHours(2);

    private readonly ITimeLimitedDataProtector confirm = protection.CreateProtector("confirm-email").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector reset = protection.CreateProtector("reset-password").ToTimeLimitedDataProtector();

    /// <summary>Confirms that mail to this address arrives. Void when the address has changed.</summary>
    public string ToConfirm(long accountId, string email) => Link("/confirm-email", confirm, accountId, email, ConfirmLife);

    /// <summary>Allows one change of password. Void when the stamp has changed.</summary>
    public string ToReset(long accountId, string stamp) => Link("/reset-password", reset, accountId, stamp, ResetLife);

    /// <summary>Whose address is confirmed; null for what we did not sign or is too old.</summary>
    public SignedLink? ReadConfirm(string token) => Read(confirm, token);

    /// <summary>Whose password may be changed; null for what we did not sign or is too old.</summary>
    public SignedLink? ReadReset(string token) => Read(reset, token);

    private string Link(string path, ITimeLimitedDataProtector protector, long accountId, string about, TimeSpan life)
    {
        string content = string.Create(CultureInfo.InvariantCulture, $"{accountId} {about}");
        return $"{options.Origin}{path}?token={protector.Protect(content, life)}";
    }

    private static SignedLink? Read(ITimeLimitedDataProtector protector, string token)
    {
        try
        {
            string[] parts = protector.Unprotect(token).Split(' ', 2);
            return new SignedLink(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>What a link from a mail says.</summary>
/// <param name="AccountId">For whom it was made.</param>
/// <param name="About">The address, or the stamp.</param>
internal sealed record SignedLink(long AccountId, string About);
