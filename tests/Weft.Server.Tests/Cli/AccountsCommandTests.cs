using Weft.Testing;

namespace Weft.Server.Tests.Cli;

/// <summary><c>weft accounts</c> as an operator and a script use it.</summary>
public sealed class AccountsCommandTests
{
    private const string Password = "a long enough password";

    [Theory, EachDatabase]
    public async Task It_makes_an_account_and_prints_a_token_and_nothing_else(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);

        Assert.Contains("@cli_anna", await CreateAsync(weft, "cli_anna"), StringComparison.Ordinal);
        string token = await weft.CliAsync("accounts", "token", "cli_anna", "--scopes", "read write:statuses");

        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
    }

    [Theory, EachDatabase]
    public async Task Wrong_values_are_named_in_sentences(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await CreateAsync(weft, "cli_taken");

        Assert.Contains("taken", await RefusedAsync(weft, "cli_taken", Password), StringComparison.Ordinal);
        Assert.Contains("letters", await RefusedAsync(weft, "no-dashes", Password), StringComparison.Ordinal);
        Assert.Contains("reserved", await RefusedAsync(weft, "admin", Password), StringComparison.Ordinal);
        Assert.Contains("too short", await RefusedAsync(weft, "cli_short", "short"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_makes_a_password_where_none_is_given()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        string made = await weft.CliAsync("accounts", "create", "cli_berta", "--email", "cli_berta@people.example");
        string reset = await weft.CliAsync("accounts", "reset-password", "cli_berta");

        Assert.Contains("Password: ", made, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", reset);
    }

    [Theory, EachDatabase]
    public async Task Roles_change_by_name(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await CreateAsync(weft, "cli_clara");

        Assert.Contains(
            "Moderator",
            await weft.CliAsync("accounts", "promote", "@cli_clara", "--role", "moderator"),
            StringComparison.Ordinal
        );
        Assert.NotEqual(0, (await weft.TryCliAsync("accounts", "promote", "cli_clara", "--role", "king")).ExitCode);
        Finished unknown = await weft.TryCliAsync("accounts", "promote", "cli_nobody", "--role", "admin");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("cli_nobody", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_help_teaches()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        string help = await weft.CliAsync("accounts", "--help");

        Assert.Contains("reset-password", help, StringComparison.Ordinal);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
    }

    private static Task<string> CreateAsync(WeftProcess weft, string name) =>
        weft.CliAsync("accounts", "create", name, "--email", $"{name}@people.example", "--password", Password);

    private static async Task<string> RefusedAsync(WeftProcess weft, string name, string password)
    {
        Finished refused = await weft.TryCliAsync(
            "accounts",
            "create",
            name,
            "--email",
            $"{name}_x@people.example",
            "--password",
            password
        );
        Assert.Equal(1, refused.ExitCode);
        return refused.Error;
    }
}
