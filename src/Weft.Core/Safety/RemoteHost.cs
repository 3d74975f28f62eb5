using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Safety;

/// <summary>What the operators decided about another server.</summary>
public enum HostPolicy
{
    /// <summary>It is treated as any other.</summary>
    Normal,

    /// <summary>Its posts are seen by those who follow their authors, and nowhere else.</summary>
    Silenced,

    /// <summary>Nothing is taken from it, nothing sent to it, and nothing of it is shown.</summary>
    Suspended,

    /// <summary>
    /// It is treated as any other, whatever is said of the domains above it; where only an allow list counts, it is on it.
    /// </summary>
    Allowed,
}

/// <summary>Another server: what was decided about it, and how it has answered lately.</summary>
public sealed class RemoteHost
{
    /// <summary>The host in ASCII and lower case, with its port if it has one.</summary>
    public required string Name { get; set; }

    /// <summary>What was decided about it.</summary>
    public HostPolicy Policy { get; set; }

    /// <summary>Whether its pictures and videos are left out.</summary>
    public bool RejectMedia { get; set; }

    /// <summary>Whether its reports are left out.</summary>
    public bool RejectReports { get; set; }

    /// <summary>Why, for everybody to read; empty for nothing.</summary>
    public string Comment { get; set; } = "";

    /// <summary>Whether the public list of what was decided veils its name.</summary>
    public bool Obfuscate { get; set; }

    /// <summary>The software that it says it runs, with its version; null when unknown.</summary>
    public string? Software { get; set; }

    /// <summary>When it was last asked for <see cref="Software"/>; null for never.</summary>
    public DateTimeOffset? SoftwareAskedAt { get; set; }

    /// <summary>Which signatures it has taken: a scheme's name; null when unknown.</summary>
    public string? SignatureScheme { get; set; }

    /// <summary>When <see cref="SignatureScheme"/> was learned.</summary>
    public DateTimeOffset? SchemeLearnedAt { get; set; }

    /// <summary>When it was first met.</summary>
    public DateTimeOffset FirstSeenAt { get; set; }

    /// <summary>When it last took something or sent something that was good.</summary>
    public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>When it last failed to answer.</summary>
    public DateTimeOffset? LastFailureAt { get; set; }

    /// <summary>How often it has failed since it last answered.</summary>
    public int Failures { get; set; }

    /// <summary>Until when nothing is sent; null while it is well.</summary>
    public DateTimeOffset? ClosedUntil { get; set; }

    /// <summary>What it last failed with, in a sentence; null when it is well.</summary>
    public string? LastError { get; set; }

    /// <summary>True when operators decided anything about it.</summary>
    public bool IsJudged => Policy != HostPolicy.Normal || RejectMedia || RejectReports;
}

internal sealed class RemoteHostConfiguration : IEntityTypeConfiguration<RemoteHost>
{
    public void Configure(EntityTypeBuilder<RemoteHost> host)
    {
        host.HasKey(h => h.Name);
        host.Ignore(h => h.IsJudged);
        host.HasIndex(h => h.Policy).HasFilter("\"Policy\" <> 0");
        host.HasIndex(h => h.SoftwareAskedAt);
    }
}
