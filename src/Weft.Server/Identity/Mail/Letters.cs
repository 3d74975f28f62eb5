using Weft.Server.Hosting;

namespace Weft.Server.Identity.Mail;

/// <summary>What the server writes to people.</summary>
internal sealed class Letters(MailQueue queue, MailLinks links, WeftOptions options)
{
    /// <summary>To somebody new, or with a new address.</summary>
    public void AskToConfirm(long accountId, string username, string email) =>
        queue.Send(
            new Letter(
                email,
                $"Confirm your address for {options.LocalDomain}",
                $"""
                Hello {username},

                somebody, you we hope, made the account @{username}@{options.LocalDomain} with this address.
                To confirm it, open:

                {links.ToConfirm(accountId, email)}

                If it was not you, do nothing.
                """
            )
        );

    /// <summary>To somebody who was let in.</summary>
    public void Welcome(string username, string email) =>
        queue.Send(
            new Letter(
                email,
                $"Welcome to {options.LocalDomain}",
                $"""
                Hello {username},

                you are let in. Log in as @{username} at:

                {options.Origin}/login
                """
            )
        );

    /// <summary>To somebody who has forgotten the password.</summary>
    public void OfferReset(long accountId, string username, string email, string stamp) =>
        queue.Send(
            new Letter(
                email,
                $"A new password for {options.LocalDomain}",
                $"""
                Hello {username},

                somebody, you we hope, asked for a new password for @{username}@{options.LocalDomain}.
                To choose one within two hours, open:

                {links.ToReset(accountId, stamp)}

                If it was not you, do nothing: your password stays as it is.
                """
            )
        );
}
