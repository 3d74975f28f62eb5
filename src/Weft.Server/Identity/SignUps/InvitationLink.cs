using Weft.Server.Hosting;

namespace Weft.Server.Identity.SignUps;

/// <summary>The address by which somebody who is invited signs up.</summary>
internal static class InvitationLink
{
    /// <summary>The name of the field in address and form.</summary>
    public const string Field = "invite";

    /// <summary>The whole address.</summary>
    public static string Of(WeftOptions options, string code) => $"{options.Origin}/signup?{Field}={code}";
}
