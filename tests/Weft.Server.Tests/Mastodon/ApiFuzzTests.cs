using System.Globalization;
using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>
/// Ten thousand requests that no app would send, over every endpoint: each is answered in JSON with something else than a
/// fault of ours. The same requests in each run, so that a failure can be repeated.
/// </summary>
public sealed class ApiFuzzTests
{
    private const int Count = 10_000;
    private const int AtOnce = 8;

    private static readonly (string Method, string Path)[] Endpoints = [.. ApiEndpoints.All];

    private static readonly string[] Names =
    [
        "status",
        "spoiler_text",
        "visibility",
        "sensitive",
        "language",
        "in_reply_to_id",
        "quoted_status_id",
        "quote_approval_policy",
        "media_ids",
        "media_ids[]",
        "poll[options][]",
        "poll",
        "scheduled_at",
        "display_name",
        "note",
        "locked",
        "bot",
        "source",
        "source[privacy]",
        "fields_attributes",
        "fields_attributes[0][name]",
        "limit",
        "max_id",
        "min_id",
        "since_id",
        "offset",
        "id",
        "id[]",
        "q",
        "type",
        "types[]",
        "exclude_types[]",
        "acct",
        "home",
        "home[last_read_id]",
        "notifications",
        "duration",
        "reblogs",
        "notify",
        "account_id",
        "timeline[]",
        "tagged",
        "pinned",
        "resolve",
        "a[b][c][d][e][f][g][h][i][j][k]",
    ];

    private static readonly string[] Values =
    [
        "",
        "0",
        "1",
        "-1",
        "true",
        "null",
        "abc",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1e999",
        "NaN",
        "public",
        "direct",
        "{}",
        "[]",
        "\0",
        "\u0001\u0002",
        "\u202e\u2066evil",
        "\ufeff",
        "👩‍👩‍👧‍👦",
        "@",
        "#",
        "@@@",
        "#️⃣",
        "http://",
        "https://[::1]:99999/",
        "%",
        "%00",
        "'; DROP TABLE \"Posts\"; --",
        "<script>alert(1)</script>",
        "*",
        "_",
        "\\",
        "\r\n\r\n",
        "ﷺ",
        "İ",
        "ß",
    ];

    [Fact]
    public async Task No_request_finds_a_fault()
    {
        WeftProcess server = await World.ServerAsync();
        App[] people = await World.JoinAsync(3);
        string[] ids =
        [
            .. people.Select(person => person.Id),
            await people[0].SayAsync("one"),
            await people[1].SayAsync("two", "private"),
            "0",
            "-1",
            "abc",
            "99999999999999999999",
            "%F0%9F%91%8B",
            "1%2F2",
            "..",
            "x".PadRight(3_000, 'x'),
        ];
        ApiClient[] clients = [.. people.Select(person => person.Client), server.Api, server.Api.As("wrong")];
        string[] faults = (await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => RunAsync(worker, clients, ids))))
            .SelectMany(found => found)
            .ToArray();

        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(20)));
        Assert.DoesNotContain("Unexpected fault", server.Log, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RunAsync(int worker, ApiClient[] clients, string[] ids)
    {
#pragma warning disable CA5394 // Repeatable on purpose.
        Random random = new(worker + 20_261_125);
        List<string> faults = [];
        for (int i = 0; i < Count / AtOnce; i++)
        {
            (string method, string path) = Endpoints[random.Next(Endpoints.Length)];
            string address = path;
            while (address.Contains('{', StringComparison.Ordinal))
            {
                int open = address.IndexOf('{', StringComparison.Ordinal);
                address = address[..open] + ids[random.Next(ids.Length)] + address[(address.IndexOf('}', StringComparison.Ordinal) + 1)..];
            }

            if (random.Next(2) == 0)
            {
                address += "?" + Form(random, encoded: random.Next(8) > 0);
            }

            using HttpContent? body = method == "GET" ? null : Body(random);
            await AskAsync(clients[random.Next(clients.Length)], method, address, body, faults);
        }
#pragma warning restore CA5394

        return faults;
    }

    private static async Task AskAsync(ApiClient client, string method, string address, HttpContent? body, List<string> faults)
    {
        ApiAnswer answer;
        try
        {
            answer = await client.SendAsync(new HttpMethod(method), address, body);
        }
        catch (UriFormatException)
        {
            return;
        }

        try
        {
            Contract.Answers.Check(answer);
        }
        catch (Exception fault) when (fault is Xunit.Sdk.XunitException or InvalidOperationException)
        {
            faults.Add(fault.Message);
        }
    }

#pragma warning disable CA5394 // Repeatable on purpose.
    private static HttpContent? Body(Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return null;
            case 1:
                return Raw(Form(random, encoded: true), "application/x-www-form-urlencoded");
            case 2:
                MultipartFormDataContent parts = [];
                for (int i = random.Next(5); i > 0; i--)
                {
                    parts.Add(new StringContent(Value(random)), "\"" + Names[random.Next(Names.Length)] + "\"");
                }

                return parts;
            case 3:
                return Raw(Value(random), "application/json");
            case 4:
                byte[] noise = new byte[random.Next(500)];
                random.NextBytes(noise);
                string[] types =
                [
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=b",
                    "text/html",
                    "x",
                ];
                return Raw(noise, types[random.Next(types.Length)]);
            case 5 when random.Next(10) == 0:
                return Raw(new string('x', 2 * 1024 * 1024), "application/json");
            default:
                return Raw(Json(random), "application/json");
        }
    }

    private static string Json(Random random)
    {
        StringBuilder json = new("{");
        for (int i = random.Next(6); i >= 0; i--)
        {
            json.Append(JsonSerializer.Serialize(Names[random.Next(Names.Length)]))
                .Append(':')
                .Append(JsonValue(random, 0))
                .Append(i > 0 ? "," : "");
        }

        return json.Append('}').ToString();
    }

    private static string JsonValue(Random random, int depth) =>
        random.Next(depth > 3 ? 5 : 7) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => random.Next().ToString(CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? "" : "e300"),
            5 => "[" + JsonValue(random, depth + 1) + "," + JsonValue(random, depth + 1) + "]",
            6 => "{\"0\":" + JsonValue(random, depth + 1) + ",\"name\":" + JsonValue(random, depth + 1) + "}",
            _ => JsonSerializer.Serialize(Value(random)),
        };

    private static string Form(Random random, bool encoded)
    {
        StringBuilder form = new();
        for (int i = random.Next(6); i >= 0; i--)
        {
            string value = Value(random);
            form.Append(Names[random.Next(Names.Length)])
                .Append('=')
                .Append(encoded ? Uri.EscapeDataString(value) : "%E0%80&=&&x[[]]")
                .Append('&');
        }

        // An address has its bounds; what is longer is refused before the API is reached.
        return form.Length > 4_000 ? form.ToString(0, 3_990) : form.ToString();
    }

    private static string Value(Random random) =>
        random.Next(20) == 0 ? new string((char)random.Next(32, 0x2000), random.Next(1_500)) : Values[random.Next(Values.Length)];
#pragma warning restore CA5394

    private static ByteArrayContent Raw(string body, string type) => Raw(Encoding.UTF8.GetBytes(body), type);

    private static ByteArrayContent Raw(byte[] body, string type)
    {
        ByteArrayContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
