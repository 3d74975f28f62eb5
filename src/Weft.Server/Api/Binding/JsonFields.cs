using System.Text.Json;

namespace Weft.Server.Api.Binding;

/// <summary>Reads a JSON body. Numbers and booleans become texts; null stays null, since it clears.</summary>
internal static class JsonFields
{
    /// <summary>How deep a body may nest.</summary>
    private const int MaxDepth = 16;

    /// <summary>Puts the members of the body's object into another. Nothing but white space, and <c>null</c>, hold nothing.</summary>
    /// <exception cref="BadFieldException">It is not JSON, not an object, or nests too deep.</exception>
    public static void Read(ReadOnlySpan<byte> body, FieldNode into)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (body.Trim(" \t\r\n"u8).IsEmpty)
        {
            return;
        }

        try
        {
            Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            FieldNode root = ReadValue(ref reader);
            if (reader.Read() || !root.IsObject && !root.IsNull)
            {
                throw BadFieldException.Unreadable("its JSON is not an object");
            }

            foreach ((string name, FieldNode value) in root.Members)
            {
                Put(into, name, value);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The latter is half a surrogate pair, which is no text.
            throw BadFieldException.Unreadable("its JSON is not valid");
        }
    }

    /// <summary>Some programs write the brackets of forms into the keys of JSON.</summary>
    private static void Put(FieldNode into, string name, FieldNode value)
    {
        if (!name.Contains('[', StringComparison.Ordinal))
        {
            into.Set(name, value);
        }
        else if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            into.Set(name[..^2], value);
        }
        else
        {
            FieldPath.Put(into, name, value);
        }
    }

    private static FieldNode ReadValue(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader),
            JsonTokenType.StartArray => ReadList(ref reader),
            JsonTokenType.String => new FieldNode(reader.GetString()!),
            JsonTokenType.Number => new FieldNode(StrictText.FromUtf8(reader.ValueSpan)),
            JsonTokenType.True => new FieldNode("true"),
            JsonTokenType.False => new FieldNode("false"),
            _ => FieldNode.Null,
        };

    private static FieldNode ReadObject(ref Utf8JsonReader reader)
    {
        FieldNode node = new();
        node.BeObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            node.Set(name, ReadValue(ref reader));
        }

        return node;
    }

    private static FieldNode ReadList(ref Utf8JsonReader reader)
    {
        FieldNode node = new();
        node.BeList();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            node.Add(ReadValue(ref reader));
        }

        return node;
    }
}
