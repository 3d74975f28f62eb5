using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weft.Server.Tests.Mastodon.Contract;

/// <summary>
/// Reads an answer like the strictest of the apps, written in Swift, Kotlin and Java: a member too few, a null too many
/// or an address that is none, and they lose the whole page.
/// </summary>
internal static partial class StrictSwift
{
    /// <summary>Names whose text is an absolute address wherever they stand, or null.</summary>
    private static readonly HashSet<string> Addresses =
    [
        "url",
        "avatar",
        "avatar_static",
        "header",
        "header_static",
        "static_url",
        "image",
        "preview_url",
        "remote_url",
        "website",
        "source_url",
        "src",
        "href",
        "about",
        "privacy_policy",
    ];

    /// <summary>Names that hold a word of a closed list.</summary>
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["visibility"] = ["public", "unlisted", "private", "direct"],
        ["privacy"] = ["public", "unlisted", "private", "direct"],
        ["quote_policy"] = ["public", "followers", "nobody"],
        ["current_user"] = ["automatic", "manual", "denied", "unknown"],
        ["state"] =
        [
            "pending",
            "accepted",
            "rejected",
            "revoked",
            "deleted",
            "unauthorized",
            "blocked_account",
            "blocked_domain",
            "muted_account",
        ],
    };

    /// <summary>All that is wrong with the JSON, each with where it is; nothing when all is right.</summary>
    public static IReadOnlyList<string> Faults(JsonElement json)
    {
        List<string> faults = [];
        Walk(json, "$", "", faults);
        return faults;
    }

    private static void Walk(JsonElement json, string where, string name, List<string> faults)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                CheckEntity(json, where, faults);
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    Walk(member.Value, $"{where}.{member.Name}", member.Name, faults);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in json.EnumerateArray())
                {
                    Walk(item, $"{where}[{index++}]", name, faults);
                }

                break;
            case JsonValueKind.String:
                CheckText(json.GetString()!, where, name, faults);
                break;
            case JsonValueKind.Number when !json.TryGetInt32(out _) && !json.GetRawText().Contains('.', StringComparison.Ordinal):
                faults.Add($"{where} is not below 2^31: {json}");
                break;
        }
    }

    private static void CheckText(string text, string where, string name, List<string> faults)
    {
        if (Addresses.Contains(name) && !IsAddress(text))
        {
            faults.Add($"{where} is no address: \"{text}\"");
        }

        if ((name.EndsWith("_at", StringComparison.Ordinal) && name != "last_status_at") && !Moment().IsMatch(text))
        {
            faults.Add($"{where} is no moment with three digits and Z: \"{text}\"");
        }

        if (Words.TryGetValue(name, out string[]? words) && !words.Contains(text))
        {
            faults.Add($"{where} is none of {string.Join(", ", words)}: \"{text}\"");
        }
    }

    private static void CheckEntity(JsonElement json, string where, List<string> faults)
    {
        foreach ((string entity, string[] marks, IReadOnlyDictionary<string, string> members) in Shapes.All)
        {
            if (!marks.All(mark => json.TryGetProperty(mark, out _)))
            {
                continue;
            }

            foreach ((string member, string type) in members)
            {
                if (!json.TryGetProperty(member, out JsonElement value))
                {
                    if (!type.EndsWith('-'))
                    {
                        faults.Add($"{where} ({entity}) lacks {member}");
                    }
                }
                else if (value.ValueKind == JsonValueKind.Null ? !type.Contains('?', StringComparison.Ordinal) : !Fits(value, type[0]))
                {
                    faults.Add($"{where} ({entity}) has a wrong {member}: {value.GetRawText()}");
                }
            }

            return;
        }
    }

    private static bool Fits(JsonElement value, char type) =>
        type switch
        {
            's' => value.ValueKind == JsonValueKind.String,
            'b' => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            'n' => value.ValueKind == JsonValueKind.Number,
            'a' => value.ValueKind == JsonValueKind.Array,
            'o' => value.ValueKind == JsonValueKind.Object,
            'i' => value.ValueKind == JsonValueKind.String && Digits().IsMatch(value.GetString()!),
            'u' => value.ValueKind == JsonValueKind.String && IsAddress(value.GetString()!),
            'd' => value.ValueKind == JsonValueKind.String && Moment().IsMatch(value.GetString()!),
            'D' => value.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => throw new InvalidOperationException($"Unknown type {type}."),
        };

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Moment();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();
}
