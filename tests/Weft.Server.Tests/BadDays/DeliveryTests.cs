using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Storage.Postgres;
using Weft.Storage.Sqlite;
using Weft.Testing;

namespace Weft.Server.Tests.BadDays;

/// <summary>The process is killed while it tells others what was said.</summary>
public sealed class DeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_was_said_before_a_kill_arrives_after_it_in_order_and_once(DatabaseKind kind)
    {
        ConcurrentQueue<string> heard = [];
        bool isUp = false;
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication far = await ServeAsync(async context =>
        {
            if (!isUp)
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            JsonElement activity = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
            heard.Enqueue(activity.GetProperty("id").GetString()!);
            context.Response.StatusCode = 202;
            if (heard.Count == 3)
            {
                all.TrySetResult();
            }
        });
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Database = kind,
                Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" },
            }
        );
        ApiClient anna = await weft.CreateAccountAsync("anna");
        await FollowFromAfarAsync(weft, long.Parse(await anna.WhoAmIAsync(), CultureInfo.InvariantCulture), Address(far));
        List<string> said = [];
        foreach (string text in new[] { "one", "two", "three" })
        {
            said.Add((await anna.SayAsync(text)).EnsureSuccess().Id);
        }

        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        weft.Kill();
        isUp = true;
        await weft.RestartAsync();
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);

        string me = $"{weft.Url.GetLeftPart(UriPartial.Authority)}/users/anna/statuses";
        Assert.Equal(said.Select(id => $"{me}/{id}/activity"), heard);
    }

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static async Task<WebApplication> ServeAsync(RequestDelegate inbox)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapPost("/inbox", inbox);
        await app.StartAsync(Token);
        return app;
    }

    /// <summary>Writes beside the running server that somebody of that server follows.</summary>
    private static async Task FollowFromAfarAsync(WeftProcess weft, long accountId, string server)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IdSource>().AddSingleton<EventSink>();
        if (weft.Database == "sqlite")
        {
            services.AddSqlite(Path.Combine(weft.Folder, "data", "weft.db"));
        }
        else
        {
            services.AddPostgres(weft.Database);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        Outcome<long> outcome = await provider
            .GetRequiredService<IWriter>()
            .RunAsync<long>(
                work =>
                {
                    int shard = IdSource.PickShard();
                    long id = work.Ids.Next(shard);
                    string uri = $"{server}/users/bea";
                    work.Db.AddRange(
                        new Account
                        {
                            Id = id,
                            Shard = shard,
                            Username = "bea",
                            Domain = new Uri(server).Authority,
                            Uri = uri,
                            CreatedAt = work.Now,
                        },
                        new RemoteActor
                        {
                            AccountId = id,
                            Shard = shard,
                            Uri = uri,
                            Inbox = $"{uri}/inbox",
                            SharedInbox = $"{server}/inbox",
                            FetchedAt = work.Now,
                        },
                        new Follow
                        {
                            FollowerId = id,
                            FolloweeId = accountId,
                            Id = work.Ids.Next(shard),
                            Shard = shard,
                            Uri = $"{server}/follows/1",
                        }
                    );
                    return Task.FromResult<Outcome<long>>(id);
                },
                Token
            );
        Assert.True(outcome.Succeeded);
    }
}
