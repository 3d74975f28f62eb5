using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Storage;

/// <summary>A fact about the server itself that changes while it runs, such as the one-time key for its owner.</summary>
public sealed class Setting
{
    /// <summary>The setting's name.</summary>
    public required string Name { get; set; }

    /// <summary>Its value.</summary>
    public required string Value { get; set; }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting) => setting.HasKey(s => s.Name);
}
