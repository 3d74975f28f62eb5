namespace Weft.Server.Identity.Mail;

/// <summary>Sends mail, one way or another.</summary>
internal interface IMail
{
    /// <summary>Sends it.</summary>
    /// <exception cref="IOException">It could not be handed over; trying later may help.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellation);
}

/// <summary>A mail in plain text.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
internal sealed record Letter(string To, string Subject, string Text);
