using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>Moments as <c>2026-11-23T16:09:05.120Z</c>: apps read exactly three digits and the Z, and nothing else.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Moments are only written; requests are read by RequestFields.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
