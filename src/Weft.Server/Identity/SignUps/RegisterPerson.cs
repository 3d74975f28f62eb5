using Weft.Core;
using Weft.Core.Accounts;
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

    /// <summary>Their language.</summary>
    public string Locale { get; init; } = "en";
}

/// <summary>Does <see cref="RegisterPerson"/>, as <c>Weft:Registration</c> allows it.</summary>
internal sealed class RegisterPersonHandler(SignUpHandler signUp, Passwords passwords, Letters letters, WeftOptions options)
{
    /// <summary>True while somebody may sign up without being invited.</summary>
    public bool IsOpen => options.Registration is RegistrationMode.Open or RegistrationMode.Approval;

    /// <summary>True when somebody decides on each.</summary>
    public bool AsksReason => options.Registration == RegistrationMode.Approval;

    /// <summary>Why nobody may sign up now.</summary>
    public string Closed =>
        options.Registration == RegistrationMode.Invite
            ? "This server takes those whom somebody invited, and invitations do not exist yet: they come with a later version."
            : "This server takes nobody new at the moment.";

    /// <summary>
    /// The new account. Refused with a fault for each wrong field (<c>username</c>, <c>email</c>, <c>password</c>,
    /// <c>reason</c>, <c>agreement</c>), or when nobody may sign up.
    /// </summary>
    public async Task<Outcome<RegisteredPerson>> RunAsync(RegisterPerson register, CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            return Refused.NotAllowed(Closed);
        }

        FieldFault[] faults = [.. Check(register)];
        SignUp wanted = new(register.Username, register.Email, faults.Length > 0 ? null : passwords.Hash(register.Password))
        {
            Reason = register.Reason,
            Locale = register.Locale,
            Confirmed = !options.Smtp.IsConfigured,
            Approved = !AsksReason,
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

    private IEnumerable<FieldFault> Check(RegisterPerson register)
    {
        if (Passwords.Check(register.Password, register.Username, register.Email) is FieldFault password)
        {
            yield return password;
        }

        if (AsksReason && string.IsNullOrWhiteSpace(register.Reason))
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
