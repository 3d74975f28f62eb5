using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Invitations;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.Mail;

namespace Weft.Server.Identity.SignUps;

/// <summary>Somebody signs up, on the page or in an app.</summary>
/// <param name="Username">The wanted name.</param>
/// <param name="Email">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="Agreed">Whether they agree to the rules.</param>
internal sealed record RegisterPerson(string Username, string Email, string Password, bool Agreed)
{
    /// <summary>Why they want to join.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The code of the invitation by which they come; empty for none.</summary>
    public string Invitation { get; init; } = "";

    /// <summary>Their language.</summary>
    public string Locale { get; init; } = "en";
}

/// <summary>Does <see cref="RegisterPerson"/>, as <c>Weft:Registration</c> allows it.</summary>
internal sealed class RegisterPersonHandler(
    SignUpHandler signUp,
    InvitationReader invitations,
    Passwords passwords,
    Letters letters,
    WeftOptions options
)
{
    /// <summary>True while somebody may sign up without being invited.</summary>
    public bool IsOpen => options.Registration is RegistrationMode.Open or RegistrationMode.Approval;

    /// <summary>True when somebody decides on each who is not invited.</summary>
    public bool AsksReason => options.Registration == RegistrationMode.Approval;

    /// <summary>Why nobody may sign up now without an invitation, or with this one.</summary>
    public string Closed(string invitation) =>
        options.Registration != RegistrationMode.Invite ? "This server takes nobody new at the moment."
        : invitation.Length > 0 ? SignUpHandler.InvitationSpent
        : "This server takes those whom somebody invited. Ask the people here for a link.";

    /// <summary>True when an invitation is asked for here, and this one lets somebody in.</summary>
    public async Task<bool> IsInvitedAsync(string invitation, CancellationToken cancellation) =>
        options.Registration is RegistrationMode.Invite or RegistrationMode.Approval
        && await invitations.IsOpenAsync(invitation, cancellation);

    /// <summary>
    /// The new account. Refused with a fault for each wrong field (<c>username</c>, <c>email</c>, <c>password</c>,
    /// <c>reason</c>, <c>agreement</c>), or when they may not sign up.
    /// </summary>
    public async Task<Outcome<RegisteredPerson>> RunAsync(RegisterPerson register, CancellationToken cancellation)
    {
        bool invited = await IsInvitedAsync(register.Invitation, cancellation);
        if (!IsOpen && !invited)
        {
            return Refused.NotAllowed(Closed(register.Invitation));
        }

        bool waits = AsksReason && !invited;
        FieldFault[] faults = [.. Check(register, waits)];
        SignUp wanted = new(register.Username, register.Email, faults.Length > 0 ? null : passwords.Hash(register.Password))
        {
            Reason = register.Reason,
            Locale = register.Locale,
            Confirmed = !options.Smtp.IsConfigured,
            Approved = !waits,
            Invitation = invited ? register.Invitation : null,
            Faults = faults,
        };
        Outcome<long> made = await signUp.RunAsync(wanted, cancellation);
        if (!made.Succeeded)
        {
            return made.Refusal;
        }

        if (!wanted.Confirmed)
        {
            letters.AskToConfirm(made.Value, Usernames.Normalize(register.Username), register.Email.Trim());
            return new RegisteredPerson(made.Value, Standing.Unconfirmed);
        }

        return new RegisteredPerson(made.Value, wanted.Approved ? Standing.Active : Standing.Pending);
    }

    private static IEnumerable<FieldFault> Check(RegisterPerson register, bool asksReason)
    {
        if (Passwords.Check(register.Password, register.Username, register.Email) is FieldFault password)
        {
            yield return password;
        }

        if (asksReason && string.IsNullOrWhiteSpace(register.Reason))
        {
            yield return new FieldFault("reason", "blank", "can't be blank");
        }

        if (!register.Agreed)
        {
            yield return new FieldFault("agreement", "accepted", "must be accepted");
        }
    }
}

/// <summary>Somebody new.</summary>
/// <param name="AccountId">Their account.</param>
/// <param name="Standing">Whether it may act already.</param>
internal sealed record RegisteredPerson(long AccountId, Standing Standing);
