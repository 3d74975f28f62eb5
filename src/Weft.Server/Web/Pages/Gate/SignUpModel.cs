using Weft.Core;

namespace Weft.Server.Web.Pages.Gate;

/// <summary>What the sign-up page shows; the same form makes the server's owner.</summary>
public sealed record SignUpModel
{
    /// <summary>The wanted name.</summary>
    public string Username { get; init; } = "";

    /// <summary>The address.</summary>
    public string Email { get; init; } = "";

    /// <summary>Why the person wants to join, where somebody decides on it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether to ask for it.</summary>
    public bool AsksReason { get; init; }

    /// <summary>The code of the invitation by which the person comes; null for none.</summary>
    public string? Invitation { get; init; }

    /// <summary>Where to go on afterwards.</summary>
    public string Next { get; init; } = "/home";

    /// <summary>The key of the link for the owner; null for everybody else.</summary>
    public string? SetupKey { get; init; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>What is wrong with a field, as a sentence; null when nothing is.</summary>
    public string? FaultOf(string field) =>
        Faults.FirstOrDefault(f => f.Field == field) is FieldFault fault ? $"{Title(field)} {fault.Reason}." : null;

    /// <summary>For <c>aria-invalid</c>.</summary>
    public string? Invalid(string field) => FaultOf(field) is null ? null : "true";

    private static string Title(string field) =>
        field switch
        {
            "username" => "The name",
            "email" => "The address",
            "password" => "The password",
            "agreement" => "Your agreement",
            _ => "The " + field,
        };
}
