using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Quotes between two Weft servers, from the request to the stamp and its withdrawal (FEP-044f).</summary>
public sealed class QuoteTests
{
    [Theory, EachDatabase]
    public async Task A_quote_waits_for_its_authors_yes_and_stands_until_it_is_withdrawn(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiAnswer said = (await bob.PostAsync("/api/v1/statuses", new { status = "Tea is ready" })).EnsureSuccess();
        string here = await Servers.FindPostAsync(ana, said.Json.GetProperty("uri").GetString()!);

        ApiAnswer quote = (
            await ana.PostAsync("/api/v1/statuses", new { status = "Look at that", quoted_status_id = here })
        ).EnsureSuccess();
        Assert.Equal("pending", State(quote.Json));
        JsonElement accepted = await servers.EventuallyAsync(ana, $"/api/v1/statuses/{quote.Id}", Is("accepted"));
        Assert.Equal(here, accepted.GetProperty("quote").GetProperty("quoted_status").GetProperty("id").GetString());
        JsonElement told = (await servers.ToldAsync(bob, "quote")).GetProperty("status");
        string there = told.GetProperty("id").GetString()!;
        Assert.Equal(said.Id, told.GetProperty("quote").GetProperty("quoted_status").GetProperty("id").GetString());
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{said.Id}", s => s.GetProperty("quotes_count").GetInt32() == 1);
        await servers.EventuallyAsync(ana, $"/api/v1/statuses/{here}", s => s.GetProperty("quotes_count").GetInt32() == 1);

        (await bob.PostAsync($"/api/v1/statuses/{said.Id}/quotes/{there}/revoke")).EnsureSuccess();
        await servers.EventuallyAsync(ana, $"/api/v1/statuses/{quote.Id}", Is("revoked"));
        await servers.EventuallyAsync(bob, $"/api/v1/statuses/{there}", Is("revoked"));
        await servers.EventuallyAsync(ana, $"/api/v1/statuses/{here}", s => s.GetProperty("quotes_count").GetInt32() == 0);
    }

    [Theory, EachDatabase]
    public async Task A_quote_for_followers_stands_too(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiAnswer said = (await bob.PostAsync("/api/v1/statuses", new { status = "Tea for all" })).EnsureSuccess();
        string here = await Servers.FindPostAsync(ana, said.Json.GetProperty("uri").GetString()!);

        ApiAnswer quote = (
            await ana.PostAsync(
                "/api/v1/statuses",
                new
                {
                    status = "Only among us",
                    quoted_status_id = here,
                    visibility = "private",
                }
            )
        ).EnsureSuccess();

        await servers.EventuallyAsync(ana, $"/api/v1/statuses/{quote.Id}", Is("accepted"));
    }

    [Theory, EachDatabase]
    public async Task A_quote_whose_author_has_closed_the_post_is_refused(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        ApiAnswer said = (await bob.PostAsync("/api/v1/statuses", new { status = "Tea is over" })).EnsureSuccess();
        string here = await Servers.FindPostAsync(ana, said.Json.GetProperty("uri").GetString()!);
        // Nobody of the other server has anything to do with the post yet, so it is not told.
        (await bob.PutAsync($"/api/v1/statuses/{said.Id}/interaction_policy", new { quote_approval_policy = "nobody" })).EnsureSuccess();

        ApiAnswer quote = (
            await ana.PostAsync("/api/v1/statuses", new { status = "Look at that", quoted_status_id = here })
        ).EnsureSuccess();

        JsonElement refused = await servers.EventuallyAsync(ana, $"/api/v1/statuses/{quote.Id}", Is("rejected"));
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("quote").GetProperty("quoted_status").ValueKind);
    }

    private static Func<JsonElement, bool> Is(string state) => status => State(status) == state;

    private static string? State(JsonElement status) =>
        status.GetProperty("quote") is { ValueKind: JsonValueKind.Object } quote ? quote.GetProperty("state").GetString() : null;
}
