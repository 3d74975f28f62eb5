namespace Weft.Core.Accounts;

/// <summary>The part after the @ in the handles of this server's own accounts.</summary>
/// <param name="Name">A host name in ASCII and lower case, with its port if it has one.</param>
public sealed record LocalDomain(string Name)
{
    /// <summary>True when a handle with this domain (null for none) is one of this server's own.</summary>
    public bool Owns(string? domain) => domain is null || domain.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
