using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weft.Server.Api.Mastodon.Json;

/// <summary>JSON that is rendered already: an account or a status inside of something else.</summary>
/// <param name="Utf8">One whole value.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The same, from the bytes.</summary>
    public static implicit operator RawJson(byte[] utf8) => new(utf8);
}

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only written.");

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
