using System.Globalization;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>Ids as JSON has them.</summary>
internal static class IdText
{
    /// <summary>Decimal digits.</summary>
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Decimal digits, or null.</summary>
    public static string? Of(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
