using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Browser.Tests;

/// <summary>Somebody at a browser of their own, who notes what the browser complains of.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private Visit(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens a browser, logged in as that person; as a visitor for null.</summary>
    public static async Task<Visit> OpenAsync(
        BrowserFixture fixture,
        string? name,
        bool script = true,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        ReducedMotion motion = ReducedMotion.Reduce
    )
    {
        ArgumentNullException.ThrowIfNull(fixture);
        IBrowserContext context = await fixture.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = fixture.Weft.Url.AbsoluteUri,
                JavaScriptEnabled = script,
                ColorScheme = scheme,
                ReducedMotion = motion,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        if (name is not null)
        {
            await context.AddCookiesAsync([
                new Cookie
                {
                    Name = "weft",
                    Value = await SessionAsync(fixture.Weft, name),
                    Url = fixture.Weft.Url.AbsoluteUri,
                },
            ]);
        }

        context.SetDefaultTimeout(15_000);
        return new Visit(context, await context.NewPageAsync());
    }

    /// <summary>Goes to a path, and waits until all of it is there.</summary>
    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!;

    /// <summary>Writes a post in the open composer and sends it.</summary>
    public async Task PostAsync(string text)
    {
        await Page.FillAsync("#full-1", text);
        await Page.ClickAsync("main .composer-foot .btn");
    }

    /// <summary>The browser had nothing to complain of: no script error, nothing refused by the content security policy.</summary>
    /// <param name="except">What a complaint may say that the test is about, such as a status.</param>
    public void AssertQuiet(string? except = null) =>
        Assert.DoesNotContain(complaints, said => except is null || !said.Contains(except, StringComparison.Ordinal));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.CloseAsync();

    /// <summary>A session in the table, as a log-in leaves it: how people log in is tested where that is written.</summary>
    private static async Task<string> SessionAsync(WeftProcess weft, string name)
    {
        string key = Guid.NewGuid().ToString("N");
        await using SqliteConnection connection = new($"Data Source={Path.Combine(weft.Folder, "data", "weft.db")};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = """
            PRAGMA busy_timeout = 10000;
            INSERT INTO "Sessions" ("Id", "Shard", "AccountId", "KeyHash", "CreatedAt", "LastSeenAt", "UserAgent", "Address")
            SELECT $id, "Shard", "Id", $hash, "CreatedAt", "CreatedAt", 'test', '::1' FROM "Accounts" WHERE "Username" = $name
            """;
        insert.Parameters.AddWithValue("$id", RandomNumberGenerator.GetInt32(int.MaxValue));
        insert.Parameters.AddWithValue("$hash", SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        insert.Parameters.AddWithValue("$name", name);
        await insert.ExecuteNonQueryAsync();
        return key;
    }
}
