namespace Weft.Server.Web.Pages.Gate;

/// <summary>What the log-in page shows.</summary>
public sealed record LogInModel
{
    /// <summary>What was typed as name or address.</summary>
    public string Login { get; init; } = "";

    /// <summary>Where to go on afterwards.</summary>
    public string Next { get; init; } = "/home";

    /// <summary>Why it was refused; null when it was not.</summary>
    public string? Error { get; init; }

    /// <summary>The query that carries <see cref="Next"/> to the other pages of the gate.</summary>
    public string NextQuery => Next == "/home" ? "" : "?next=" + Uri.EscapeDataString(Next);
}
