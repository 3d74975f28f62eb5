using System.Text;
using System.Text.Json.Nodes;

namespace Weft.Federation.Tests.Documents;

/// <summary>Makes documents that nobody meant to send of such as somebody did.</summary>
internal static class Mutations
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "1.5",
        "\"\"",
        "\"x\"",
        "\"a-half-pair\"",
        "\"\\u0000\\u202e\"",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[null]",
        "\"https://m.example/users/ann\"",
        "\"as:Public\"",
        "\"javascript:alert(1)\"",
        "{\"type\":\"Note\"}",
        "{\"id\":\"https://m.example/1\"}",
        "{\"@value\":\"x\"}",
        "{\"@value\":null}",
        "{\"@value\":{\"@value\":\"x\"}}",
        "{\"@list\":[\"x\"]}",
        "{\"@list\":[]}",
        "{\"@list\":{\"@list\":[]}}",
        "{\"@set\":[]}",
        "{\"@set\":[{\"@value\":7}]}",
        "{\"@set\":null}",
        "{\"@id\":\"\"}",
        "{\"type\":\"Tombstone\"}",
        "\"9999-12-31T23:59:59-14:00\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"PT99999999999999H\"",
        "{\"\":\"\"}",
        "[\"a\",1,{\"href\":7}]",
    ];

    /// <summary>What documents of all kinds hold; put where nobody would.</summary>
    private static readonly string[] Keys =
    [
        "actor",
        "alsoKnownAs",
        "announceAuthorization",
        "anyOf",
        "approvedBy",
        "assertionMethod",
        "attachment",
        "attributedTo",
        "audience",
        "bto",
        "cc",
        "closed",
        "content",
        "contentMap",
        "context",
        "conversation",
        "duration",
        "endTime",
        "endpoints",
        "featured",
        "first",
        "focalPoint",
        "followers",
        "href",
        "icon",
        "id",
        "image",
        "inReplyTo",
        "inbox",
        "instrument",
        "interactingObject",
        "interactionPolicy",
        "interactionTarget",
        "items",
        "language",
        "mediaType",
        "movedTo",
        "name",
        "next",
        "object",
        "oneOf",
        "orderedItems",
        "owner",
        "partOf",
        "preferredUsername",
        "proof",
        "publicKey",
        "published",
        "quote",
        "quoteAuthorization",
        "quoteUrl",
        "replies",
        "replyAuthorization",
        "result",
        "sensitive",
        "source",
        "startTime",
        "summary",
        "tag",
        "target",
        "to",
        "totalItems",
        "type",
        "updated",
        "url",
        "votersCount",
        "webfinger",
    ];

    /// <summary>A document with a few changes, in its bytes or in its members.</summary>
    public static byte[] Of(byte[] document, Random random) => random.Next(3) == 0 ? Bytes(document, random) : Tree(document, random);

    private static byte[] Bytes(byte[] document, Random random)
    {
        List<byte> bytes = [.. document];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"{}[]\",:\\@0"[random.Next(10)]);
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Tree(byte[] document, Random random)
    {
        JsonNode root = JsonNode.Parse(document)!;
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            List<JsonNode> containers = [root];
            for (int c = 0; c < containers.Count; c++)
            {
                containers.AddRange(Children(containers[c]).OfType<JsonNode>().Where(n => n is JsonObject or JsonArray));
            }

            Change(containers[random.Next(containers.Count)], root, random);
        }

        // A tree can't hold half a surrogate pair; the text of one can.
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace("a-half-pair", "\\ud800", StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode?> Children(JsonNode node) =>
        node is JsonObject members ? members.Select(m => m.Value) : node.AsArray();

    private static void Change(JsonNode container, JsonNode root, Random random)
    {
        JsonNode? value = random.Next(8) == 0 ? root.DeepClone() : JsonNode.Parse(Values[random.Next(Values.Length)]);
        if (container is JsonArray list)
        {
            list.Insert(random.Next(list.Count + 1), value);
        }
        else if (container is JsonObject { Count: > 0 } members)
        {
            string key = members.ElementAt(random.Next(members.Count)).Key;
            switch (random.Next(5))
            {
                case 0:
                    members.Remove(key);
                    break;
                case 1:
                    members["as:" + key] = value;
                    break;
                case 2:
                    members[Keys[random.Next(Keys.Length)]] = value;
                    break;
                case 3 when members[key] is { } old:
                    members[key] = new JsonArray(old.DeepClone(), value);
                    break;
                default:
                    members[key] = value;
                    break;
            }
        }
    }
}
