using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Weft.Bench.Load;

namespace Weft.Bench.Elsewhere;

/// <summary>Activities as other servers send them: a Create of a post, signed by draft-cavage-12 as Mastodon does.</summary>
internal sealed class SignedPosts(IReadOnlyList<Stranger> speakers, int port)
{
    private int said;

    /// <summary>That many, of all speakers in turn, no two alike.</summary>
    public IReadOnlyList<LoadRequest> Make(int count)
    {
        LoadRequest[] made = new LoadRequest[count];
        int first = said;
        said += count;
        // A key is not for several threads at once, so each speaker's own are made one after the other.
        Parallel.For(
            0,
            speakers.Count,
            one =>
            {
                for (int i = one; i < count; i += speakers.Count)
                {
                    made[i] = Say(speakers[one], first + i, TimeSpan.FromSeconds((count - i) / speakers.Count));
                }
            }
        );
        return made;
    }

    /// <param name="speaker">Whose.</param>
    /// <param name="number">Which one.</param>
    /// <param name="ago">When it was said: nobody says two things in the same second, to which dates are told.</param>
    private LoadRequest Say(Stranger speaker, int number, TimeSpan ago)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string published = (now - ago).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string note = string.Create(CultureInfo.InvariantCulture, $"{speaker.Id}/notes/{number}");
        string body = $$$"""
            {"@context":"https://www.w3.org/ns/activitystreams","id":"{{{note}}}/activity","type":"Create","actor":"{{{speaker.Id}}}",
            "published":"{{{published}}}","to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["{{{speaker.Id}}}/followers"],
            "object":{"id":"{{{note}}}","type":"Note","attributedTo":"{{{speaker.Id}}}","published":"{{{published}}}",
            "to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["{{{speaker.Id}}}/followers"],
            "content":"<p>The ferry was late again, and nobody minded: the sun stood low, and somebody had brought a fiddle.</p>"}}
            """;
        string date = now.ToString("r", CultureInfo.InvariantCulture);
        string digest = "SHA-256=" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        string text =
            $"(request-target): post /inbox\nhost: localhost:{port}\ndate: {date}\ndigest: {digest}\ncontent-type: application/activity+json";
        string signature = Convert.ToBase64String(
            speaker.Key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );
        Dictionary<string, string> fields = new()
        {
            ["Date"] = date,
            ["Digest"] = digest,
            ["Signature"] =
                $"keyId=\"{speaker.Id}#main-key\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest content-type\",signature=\"{signature}\"",
        };
        return new LoadRequest("POST", "/inbox", Json: body, Type: "application/activity+json", Fields: fields);
    }
}
