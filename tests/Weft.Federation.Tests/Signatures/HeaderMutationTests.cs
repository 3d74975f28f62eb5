using System.Text;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Signatures;

/// <summary>Headers that nobody meant to send. They come before any key is asked for, from anybody.</summary>
public sealed class HeaderMutationTests
{
    private const string Components = """("@method" "@target-uri" "content-digest")""";

    private static readonly string[] Fields = ["signature", "signature-input", "date", "digest", "content-digest", "host"];

    private static readonly string[] Words =
    [
        "0",
        "-1",
        "253402300799",
        "253402300800",
        "253402297200",
        "999999999999999",
        "9223372036854775807",
        "79228162514264337593543950335",
        "1795435200.999",
        ".",
        "1e9",
        "\"253402300799\"",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "expires=253402300799,",
        "created=253402300799,",
        ";expires=253402300799",
        ";created=253402300799",
        "(created)",
        "(expires)",
        "::",
        ":AAAA:",
        "?1",
        "()",
        "\"\"",
        "\0",
        "\ud800",
        "SHA-256=",
        "sha-512=:AAAA:",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_hundred_thousand_mutated_headers_are_read_or_refused(int seed)
    {
        Random random = new(seed);
        RequestParts[] requests =
        [
            new Peer("POST", "/inbox?x=1").Cavage("(request-target) host date digest").Received(),
            new Peer("POST", "/inbox")
                .Cavage("(request-target) host (created) (expires) digest", "hs2019", created: "1795435200", expires: "1795438800")
                .Received(),
            Message(";created=1795435200;expires=1795438800").Received(),
            Message(";created=1795435200").Received(),
        ];
        int valid = 0;
        for (int i = 0; i < 50_000; i++)
        {
            RequestParts request = requests[random.Next(requests.Length)];
            SignatureVerdict verdict = await Peer.JudgeAsync(request.With(Mutated(request, random)));
            Assert.True(verdict.IsValid || verdict.Status is 400 or 401, $"{verdict.Status}: {verdict.Detail}");
            valid += verdict.IsValid ? 1 : 0;
        }

        // What is not signed may be anything: some stay good.
        Assert.InRange(valid, 500, 25_000);
    }

    private static Peer Message(string times)
    {
        Peer peer = new("POST", "/inbox");
        peer.Header("content-digest", peer.ContentDigest);
        return peer.Message(
            "sig1",
            $"\"@method\": POST\n\"@target-uri\": https://b.example/inbox\n\"content-digest\": {peer.ContentDigest}",
            $"{Components}{times};keyid=\"{Peer.Alice}#main-key\""
        );
    }

    private static List<KeyValuePair<string, string>> Mutated(RequestParts request, Random random)
    {
        List<KeyValuePair<string, string>> changed = [];
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            string name = Fields[random.Next(Fields.Length)];
            if (request.Field(name) is { Length: > 0 } value)
            {
                changed.Add(new(name, Mutated(value, random)));
            }
        }

        return changed;
    }

    private static string Mutated(string value, Random random)
    {
        StringBuilder text = new(value);
        int at = random.Next(text.Length);
        switch (random.Next(5))
        {
            case 0:
                text[at] = (char)random.Next(256);
                break;
            case 1:
                text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                break;
            case 2:
                text.Insert(at, Words[random.Next(Words.Length)]);
                break;
            case 3:
                text.Insert(0, Words[random.Next(Words.Length)]);
                break;
            default:
                // A number, a day: what is between two signs that part.
                char[] ends = ['=', ';', ',', '"', ' ', ':'];
                int start = value.LastIndexOfAny(ends, at) + 1;
                int end = value.IndexOfAny(ends, at);
                end = end < 0 ? value.Length : end;
                text.Remove(start, Math.Max(0, end - start)).Insert(start, Words[random.Next(Words.Length)]);
                break;
        }

        return text.ToString();
    }
}
