using System.Net.Http.Headers;
using System.Text;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>The doors before one is in are the first that strangers try.</summary>
public sealed class BrokenFormTests
{
    private static readonly string[] Doors =
    [
        "/login",
        "/signup",
        "/setup",
        "/oauth/authorize",
        "/login/passkey",
        "/oauth/token",
        "/oauth/revoke",
    ];

    private static readonly string[] Texts = ["\0", "a\0b@people.example", "\u202e", new('x', 100_000), "@", "' OR 1=1 --", "%"];

    public static TheoryData<string, string> Fields =>
        new()
        {
            { "/login", "login" },
            { "/login", "password" },
            { "/signup", "username" },
            { "/signup", "email" },
            { "/signup", "password" },
            { "/forgot-password", "login" },
        };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Whatever_is_typed_the_answer_is_polite(string page, string field)
    {
        foreach (DatabaseKind kind in Enum.GetValues<DatabaseKind>())
        {
            using Visitor visitor = new(await WeftProcess.SharedAsync(kind));
            foreach (string text in Texts)
            {
                ApiAnswer answer = await visitor.SubmitAsync(page, page, (field, text));

                Assert.InRange(answer.Status, 200, 499);
            }
        }
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nbroken")]
    [InlineData("application/x-www-form-urlencoded", "%FF=%&&&=")]
    [InlineData("application/json", "{")]
    [InlineData("nonsense", "x")]
    public async Task What_is_no_form_is_refused(string type, string body)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        foreach (string path in Doors)
        {
            using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);

            ApiAnswer answer = await weft.Api.SendAsync(HttpMethod.Post, path, content);

            Assert.InRange(answer.Status, 200, 499);
        }
    }

    [Theory]
    [InlineData("/oauth/authorize?client_id=%00&response_type=code")]
    [InlineData("/oauth/authorize?client_id=a&client_id=b&scope=%00")]
    [InlineData("/login?next=%00")]
    [InlineData("/setup?key=%00")]
    [InlineData("/confirm-email?token=%00")]
    [InlineData("/reset-password?token=%00")]
    public async Task Addresses_that_nobody_made_are_refused(string path)
    {
        foreach (DatabaseKind kind in Enum.GetValues<DatabaseKind>())
        {
            WeftProcess weft = await WeftProcess.SharedAsync(kind);

            Assert.InRange((await weft.Api.GetAsync(path)).Status, 200, 499);
        }
    }

    [Theory, EachDatabase]
    public async Task A_client_that_shows_nonsense_is_unknown(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0:\0"));

        ApiAnswer answer = await weft.Api.SendAsync(
            HttpMethod.Post,
            "/oauth/token",
            ApiClient.Form(("grant_type", "client_credentials")),
            ("Authorization", new AuthenticationHeaderValue("Basic", basic).ToString())
        );

        Assert.Equal(401, answer.Status);
    }
}
