using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>The first visitor becomes the owner.</summary>
public sealed class SetupTests
{
    [Theory, EachDatabase]
    public async Task The_printed_link_makes_the_owner_once(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings { Database = kind });
        string link = await LogOf.LinkAsync(weft, "/setup?key=");
        using Visitor visitor = new(weft);

        Assert.Equal(404, (await visitor.GetAsync("/setup?key=guessed")).Status);
        ApiAnswer page = await visitor.GetAsync(link);
        ApiAnswer wrong = await Make(visitor, page, "owner name", "short");
        Assert.Equal(422, wrong.Status);
        ApiAnswer made = await Make(visitor, page, "owner", Visitor.Password);
        Assert.Equal("/home", made.Headers["Location"]);
        Assert.True(await visitor.IsInAsync());

        using Visitor late = new(weft);
        Assert.Equal(404, (await late.GetAsync(link)).Status);
        await weft.RestartAsync();
        Assert.Equal(1, weft.Log.Split("/setup?key=").Length - 1);
    }

    [Fact]
    public async Task A_start_without_an_owner_voids_the_link_before()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync();
        string first = await LogOf.LinkAsync(weft, "/setup?key=");
        await weft.RestartAsync();
        using Visitor visitor = new(weft);

        Assert.Equal(404, (await visitor.GetAsync(first)).Status);
        string second = await LogOf.LinkAsync(weft, "/setup?key=", not: first);
        Assert.Equal(200, (await visitor.GetAsync(second)).Status);
        await weft.CliAsync("accounts", "create", "boss", "--email", "boss@people.example", "--password", Visitor.Password, "--owner");
        Assert.Equal(404, (await visitor.GetAsync(second)).Status);
    }

    private static Task<ApiAnswer> Make(Visitor visitor, ApiAnswer page, string name, string password) =>
        visitor.SubmitAsync(page, "/setup", ("username", name), ("email", "owner@people.example"), ("password", password));
}
