using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Tokens;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>
/// The server that these tests share, and people who join it: by the command line's own commands on the server's
/// database, since a process for each person would take longer than the tests.
/// </summary>
internal static class World
{
    /// <summary>The environment variable that says on which database the tests of the API run: <c>postgres</c>, or SQLite.</summary>
    private const string Variable = "WEFT_TEST_DATABASE";

    private static readonly DatabaseKind Kind =
        Environment.GetEnvironmentVariable(Variable) == "postgres" ? DatabaseKind.Postgres : DatabaseKind.Sqlite;

    private static readonly Lazy<Task<IHost>> Tool = new(OpenToolAsync);
    private static int people;

    /// <summary>The server.</summary>
    public static Task<WeftProcess> ServerAsync() => WeftProcess.SharedAsync(Kind);

    /// <summary>An app without a token.</summary>
    public static async Task<App> VisitorAsync() => new((await ServerAsync()).Api);

    /// <summary>Somebody new, with an app that has these scopes.</summary>
    public static async Task<App> JoinAsync(string scopes = "read write follow push profile")
    {
        WeftProcess server = await ServerAsync();
        IServiceProvider services = (await Tool.Value).Services;
        string name = string.Create(CultureInfo.InvariantCulture, $"p{Interlocked.Increment(ref people)}");
        SignUp signUp = new(name, $"{name}@people.example", PasswordHash: null) { Confirmed = true };
        long id = Done(await services.GetRequiredService<SignUpHandler>().RunAsync(signUp, CancellationToken.None));
        GrantedToken token = Done(
            await services.GetRequiredService<CommandLineApp>().GrantAsync(id, ScopeSet.Stored(scopes), CancellationToken.None)
        );
        return new App(server.Api.As(token.Token), name, id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Somebody who had an account and deleted it.</summary>
    /// <returns>The name that they had.</returns>
    public static async Task<string> LeaveAsync()
    {
        App person = await JoinAsync();
        DeleteAccount delete = new(long.Parse(person.Id, CultureInfo.InvariantCulture));
        Done(await (await Tool.Value).Services.GetRequiredService<DeleteAccountHandler>().RunAsync(delete, CancellationToken.None));
        return person.Name;
    }

    /// <summary>Several people.</summary>
    public static async Task<App[]> JoinAsync(int count)
    {
        App[] joined = new App[count];
        for (int i = 0; i < count; i++)
        {
            joined[i] = await JoinAsync();
        }

        return joined;
    }

    /// <summary>Closes what was opened beside the server.</summary>
    public static async ValueTask EndAsync()
    {
        if (Tool.IsValueCreated)
        {
            await ((IAsyncDisposable)await Tool.Value).DisposeAsync();
        }
    }

    private static async Task<IHost> OpenToolAsync()
    {
        WeftProcess server = await ServerAsync();
        string data = Path.Combine(server.Folder, "data");
        return WeftHost.BuildTool([
            $"--Weft:Url={server.Url.GetLeftPart(UriPartial.Authority)}",
            $"--Weft:Database={server.Database}",
            $"--Weft:DataDirectory={data}",
        ]);
    }

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Refusal}");
}
