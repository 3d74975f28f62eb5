using Weft.Testing;

namespace Weft.Server.Tests.Hosting;

/// <summary><c>weft serve</c> as an operator meets it.</summary>
public sealed class ServeTests
{
    [Theory, EachDatabase]
    public async Task It_is_ready_with_nothing_configured_but_where_to_listen(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings { Database = kind });

        Assert.Equal(200, (await weft.Api.GetAsync("/health/live")).Status);
        Assert.Equal(200, (await weft.Api.GetAsync("/health/ready")).Status);
        Assert.Contains(weft.Url.Authority, weft.Log, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task It_starts_again_after_a_kill(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings { Database = kind });

        weft.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => weft.Api.GetAsync("/health/live"));
        await weft.RestartAsync();

        Assert.Equal(200, (await weft.Api.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task It_ends_in_peace_when_a_service_manager_asks()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync();

        Assert.Equal(0, await weft.StopAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Weft__Url", "weft.example", "Weft:Url")]
    [InlineData("Weft__Listen", "8080", "Weft:Listen")]
    [InlineData("Weft__Database", "Host", "Weft:Database")]
    [InlineData("Weft__Registration", "maybe", "Weft:Registration")]
    [InlineData("Weft__RateLimits", "few", "Weft:RateLimits")]
    [InlineData("Weft__Smtp__Port", "0", "Weft:Smtp:Port")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string variable, string value, string named)
    {
        WeftSettings settings = new() { Environment = new Dictionary<string, string> { [variable] = value } };

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => WeftProcess.StartAsync(settings));

        Assert.Contains("ended with 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_another_program_has_is_named_in_a_sentence()
    {
        await using WeftProcess other = await WeftProcess.StartAsync();
        string taken = $"http://127.0.0.1:{other.Url.Port}";
        WeftSettings settings = new() { Environment = new Dictionary<string, string> { ["Weft__Listen"] = taken } };

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => WeftProcess.StartAsync(settings));

        Assert.Contains("ended with 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"{taken}: address already in use", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_tells_its_version_and_teaches()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync();

        Assert.Matches(@"^\d+\.\d+\.\d+$", await weft.CliAsync("version"));
        string help = await weft.CliAsync("--help");
        Assert.Contains("serve", help, StringComparison.Ordinal);
        Assert.Contains("migrate", help, StringComparison.Ordinal);
    }
}
