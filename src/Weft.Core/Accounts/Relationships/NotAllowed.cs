namespace Weft.Core.Accounts.Relationships;

/// <summary>What somebody is told who may not do this to that account; it does not say who blocks whom.</summary>
internal static class NotAllowed
{
    public const string Reason = "This action is not allowed";
}
