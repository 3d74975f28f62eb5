using System.Globalization;
using System.Text.Json;
using Weft.Core.Posts.Text;

namespace Weft.Federation.Documents;

/// <summary>The kinds of values.</summary>
internal sealed partial class ForeignObject
{
    /// <summary>A text as it came, cut to a limit; null when absent or empty.</summary>
    public string? Text(string name, int most)
    {
        foreach (JsonElement value in Values(name))
        {
            if (TextOf(value) is { } text)
            {
                return text.Length == 0 ? null : Cut(name, text, most);
            }

            Drop(name, DropReason.WrongKind);
        }

        return null;
    }

    /// <summary>A text of one line, see <see cref="Clean.Line"/>; null when nothing is left of it.</summary>
    public string? Line(string name, int most) => Text(name, most) is { } text && Clean.Line(text) is { Length: > 0 } line ? line : null;

    /// <summary>A text that means something only when whole: a type, a key.</summary>
    public string? Word(string name, int most = Limits.Word)
    {
        string? text = Text(name, most + 1);
        if (text?.Length > most)
        {
            Drop(name, DropReason.TooLong);
            return null;
        }

        return text;
    }

    /// <summary>Who or what is meant: the first id that stands there, be it a text or an object's id.</summary>
    public string? Id(string name) => Ids(name).FirstOrDefault();

    /// <summary>All ids that stand there. The public collection stands there by its whole IRI, however it was spelled.</summary>
    public IEnumerable<string> Ids(string name, int most = Limits.Many)
    {
        foreach (JsonElement value in Values(name, most))
        {
            string? written = value.ValueKind == JsonValueKind.Object ? IdOf(value) : TextOf(value);
            if (written is "as:Public" or "Public")
            {
                yield return ActivityStreams.Public;
            }
            else if (WebAddress.IsId(written))
            {
                yield return written;
            }
            else if (written != "")
            {
                Drop(name, written is null ? DropReason.WrongKind : DropReason.NotAnId);
            }
        }
    }

    /// <summary>An id that must be of the same origin as another one.</summary>
    public string? IdAt(string name, string? owner)
    {
        string? id = Id(name);
        if (id is not null && owner is not null && !Origin.Same(id, owner))
        {
            Drop(name, DropReason.ForeignOrigin);
            return null;
        }

        return id;
    }

    /// <summary>The first web address that stands there: a text, a Link's <c>href</c>, an object's <c>url</c>.</summary>
    public string? Link(string name)
    {
        foreach (JsonElement value in Values(name, Limits.Links))
        {
            string? written = TextOf(value);
            if (value.ValueKind == JsonValueKind.Object && written is null)
            {
                ForeignObject inner = Inner(name, value);
                written = inner.Text("href", Limits.Address + 1) ?? inner.Text("url", Limits.Address + 1);
            }

            if (WebAddress.Link(written) is { } link)
            {
                return link;
            }

            if (written != "")
            {
                Drop(name, DropReason.NotAnAddress);
            }
        }

        return null;
    }

    /// <summary>A moment, in any of the spellings that servers use: <c>Z</c>, <c>+00:00</c>, <c>+0000</c>.</summary>
    public DateTimeOffset? Time(string name)
    {
        string? text = Word(name);
        if (text is null)
        {
            return null;
        }

        if (
            text.Length >= "2026-01-01".Length
            && char.IsAsciiDigit(text[3])
            && text[4] == '-'
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out DateTimeOffset time
            )
        )
        {
            return time;
        }

        Drop(name, DropReason.NotATime);
        return null;
    }

    /// <summary>A moment that has been; one in the future is now.</summary>
    public DateTimeOffset? PastTime(string name) => Time(name) is { } time ? (time > _run.Now ? _run.Now : time) : null;

    /// <summary>A whole number from 0 on; null when absent or none.</summary>
    public long? Count(string name)
    {
        JsonElement value = Raw(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number is >= 0 and <= 1e15)
        {
            return (long)number;
        }

        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            Drop(name, DropReason.WrongKind);
        }

        return null;
    }

    /// <summary>True or false; null when absent or neither.</summary>
    public bool? Flag(string name) =>
        Raw(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>Cuts a text without taking a character apart.</summary>
    public string Cut(string name, string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        Drop(name, DropReason.TooLong);
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => JsonStrings.Of(value),
            JsonValueKind.Object when value.TryGetProperty("@value"u8, out JsonElement inner) && inner.ValueKind == JsonValueKind.String =>
                JsonStrings.Of(inner),
            _ => null,
        };

    private static string? IdOf(JsonElement value)
    {
        foreach (string key in (ReadOnlySpan<string>)["id", "@id", "href"])
        {
            if (value.TryGetProperty(key, out JsonElement id) && id.ValueKind == JsonValueKind.String)
            {
                return JsonStrings.Of(id);
            }
        }

        return null;
    }
}
