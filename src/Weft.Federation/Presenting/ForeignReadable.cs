using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Presenting;

/// <summary>How Weft writes JSON for other servers.</summary>
internal static class ForeignReadable
{
    /// <summary>What must not be escaped is not: activities stay below 64 KiB, and others sign what they read.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole document: an object with its context first.</summary>
    public static byte[] Document(string context, Action<Utf8JsonWriter> members) =>
        Object(json =>
        {
            json.WritePropertyName("@context"u8);
            json.WriteRawValue(context, skipInputValidation: true);
            members(json);
        });

    /// <summary>An object.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> buffer = new(2048);
        using (Utf8JsonWriter json = new(buffer, Writing))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    extension(Utf8JsonWriter json)
    {
        /// <summary>An array of texts, also for one and for none: so that nobody has to guess.</summary>
        public void WriteAll(string name, IEnumerable<string> values)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        /// <summary>A moment, to the second unless it has parts of one: <c>2026-11-23T10:00:00Z</c>.</summary>
        public void WriteMoment(string name, DateTimeOffset moment) =>
            json.WriteString(name, moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));

        /// <summary>A text, where there is one.</summary>
        public void WriteSaid(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteString(name, value);
            }
        }

        /// <summary>A picture as an Image.</summary>
        public void WritePicture(string name, Picture? picture)
        {
            if (picture is null)
            {
                return;
            }

            json.WriteStartObject(name);
            json.WriteString("type", "Image");
            json.WriteSaid("mediaType", picture.MediaType);
            json.WriteString("url", picture.Url);
            json.WriteSaid("summary", picture.Description);
            json.WriteEndObject();
        }

        /// <summary>For whom one kind of interaction is allowed at once.</summary>
        public void WritePolicy(string name, IEnumerable<string> automatic)
        {
            json.WriteStartObject(name);
            json.WriteAll("automaticApproval", automatic);
            json.WriteEndObject();
        }
    }
}
