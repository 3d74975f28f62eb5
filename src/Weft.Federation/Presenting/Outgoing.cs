using System.Text.Json;

namespace Weft.Federation.Presenting;

/// <summary>Something that stands in a document: an id alone, or a whole object.</summary>
public sealed class Inlay
{
    private readonly string? _id;
    private readonly Action<Utf8JsonWriter>? _members;

    private Inlay(string? id, Action<Utf8JsonWriter>? members, string context) => (_id, _members, Context) = (id, members, context);

    /// <summary>The context that its terms need.</summary>
    internal string Context { get; }

    /// <summary>An id alone.</summary>
    public static implicit operator Inlay(string id) => FromString(id);

    /// <summary>An id alone.</summary>
    public static Inlay FromString(string id) => new(id, null, JsonContexts.Plain);

    /// <summary>An activity inlined.</summary>
    public static Inlay Of(Outgoing activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new Inlay(null, activity.Members, activity.Context);
    }

    internal static Inlay Of(string context, Action<Utf8JsonWriter> members) => new(null, members, context);

    internal void Write(Utf8JsonWriter json)
    {
        if (_members is null)
        {
            json.WriteStringValue(_id);
        }
        else
        {
            json.WriteStartObject();
            _members(json);
            json.WriteEndObject();
        }
    }
}

/// <summary>An activity that Weft sends or shows. <see cref="Acts"/> makes them.</summary>
/// <param name="Type">What is done.</param>
/// <param name="Id">Its id; null only for what others sent without one, and that is inlined in an answer.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Objects">To what; several only in a Flag.</param>
public sealed record Outgoing(string Type, string? Id, string Actor, IReadOnlyList<Inlay> Objects)
{
    /// <summary>To whom.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>To whom besides.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>When.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Where to.</summary>
    public Inlay? Target { get; init; }

    /// <summary>With what.</summary>
    public Inlay? Instrument { get; init; }

    /// <summary>What comes of it.</summary>
    public Inlay? Result { get; init; }

    /// <summary>The stamp under which a like or repost is done.</summary>
    public string? Authorization { get; init; }

    /// <summary>The words of a report.</summary>
    public string? Content { get; init; }

    /// <summary>A context that has the terms of all its parts.</summary>
    internal string Context
    {
        get
        {
            string inner = Objects
                .Append(Instrument)
                .OfType<Inlay>()
                .Select(o => o.Context)
                .FirstOrDefault(c => c != JsonContexts.Plain, JsonContexts.Plain);
            return !Type.EndsWith("Request", StringComparison.Ordinal) && Authorization is null ? inner
                : inner == JsonContexts.Note ? JsonContexts.NoteInInteraction
                : JsonContexts.Interaction;
        }
    }

    /// <summary>The whole document, as it is sent.</summary>
    /// <param name="forProof">With the context that an integrity proof needs.</param>
    public byte[] ToBytes(bool forProof = false) => ForeignReadable.Document(forProof ? JsonContexts.WithProof(Context) : Context, Members);

    internal void Members(Utf8JsonWriter json)
    {
        json.WriteSaid("id", Id);
        json.WriteString("type", Type);
        json.WriteString("actor", Actor);
        if (Published is { } published)
        {
            json.WriteMoment("published", published);
        }

        if (To.Count + Cc.Count > 0)
        {
            json.WriteAll("to", To);
            json.WriteAll("cc", Cc);
        }

        json.WriteSaid("content", Content);
        json.WritePropertyName("object");
        if (Type == "Flag")
        {
            json.WriteStartArray();
            foreach (Inlay one in Objects)
            {
                one.Write(json);
            }

            json.WriteEndArray();
        }
        else
        {
            Objects[0].Write(json);
        }

        Part(json, "target", Target);
        Part(json, "instrument", Instrument);
        Part(json, "result", Result);
        if (Authorization is not null)
        {
            json.WriteString(Type == "Like" ? "likeAuthorization" : "announceAuthorization", Authorization);
            // GoToSocial up to 0.20 knows the stamp by this name.
            json.WriteString("approvedBy", Authorization);
        }
    }

    private static void Part(Utf8JsonWriter json, string name, Inlay? part)
    {
        if (part is not null)
        {
            json.WritePropertyName(name);
            part.Write(json);
        }
    }
}
