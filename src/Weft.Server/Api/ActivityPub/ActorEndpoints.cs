using Weft.Core.Accounts;
using Weft.Core.Accounts.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Federation.Synchronization;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Actors and what belongs to them: outbox, followers, following, pinned posts.</summary>
internal sealed class ActorEndpoints(
    WeftOptions options,
    ReaderGate gate,
    Residents residents,
    LocalAddresses addresses,
    PresentedActors actors,
    ActorJson json,
    IActorKeys keys,
    OutboxPages outbox,
    FollowCollections follows,
    FollowersElsewhere elsewhere,
    SignedRequests requests,
    PinnedPosts pinned
)
{
    public void Map(ApiRoutes routes)
    {
        // Readable without a signature whatever the setting: else two servers that both demand one wait for each other.
        Open("/actor", InstanceAsync);
        Open("/actor/outbox", c => c.AnswerDocumentAsync(CollectionJson.Whole(addresses.InstanceActor + "/outbox", [])));
        Get("/users/{name}", ActorAsync);
        Get("/users/{name}/outbox", OutboxAsync);
        Get("/users/{name}/followers", c => FollowsAsync(c, LocalKind.Followers));
        Get("/users/{name}/followers_synchronization", SynchronizationAsync);
        Get("/users/{name}/following", c => FollowsAsync(c, LocalKind.Following));
        Get("/users/{name}/collections/featured", FeaturedAsync);

        void Get(string pattern, RequestDelegate answer) => Open(pattern, gate.Guard(answer));

        void Open(string pattern, RequestDelegate answer) => routes.Get(pattern, answer).AllowAnyone().LimitRate(RateLimit.Documents);
    }

    private async Task InstanceAsync(HttpContext context)
    {
        SigningIdentity identity = await keys.OfAsync(ActorKey.InstanceActor, context.RequestAborted);
        await context.AnswerDocumentAsync(json.WriteInstance(options.Title, identity.Key.PublicText));
    }

    private async Task ActorAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        if (context.Request.PrefersPage())
        {
            context.LeadTo(addresses.Profile(account.Username));
            return;
        }

        await context.AnswerDocumentAsync(json.Write(await actors.OfAsync(account, context.RequestAborted)));
    }

    private async Task OutboxAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        if (!context.AsksForPage())
        {
            await context.AnswerDocumentAsync(outbox.Write(account));
            return;
        }

        Asker? asker = await requests.AskerAsync(context);
        byte[] page = await outbox.WritePageAsync(
            account,
            context.QueryNumber("max_id"),
            context.QueryNumber("min_id"),
            asker?.AccountId,
            context.RequestAborted
        );
        await context.AnswerAskerAsync(page, asker);
    }

    private async Task FollowsAsync(HttpContext context, LocalKind kind)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        byte[] document = context.AsksForPage()
            ? await follows.WritePageAsync(account, kind, context.QueryNumber("max_id"), context.RequestAborted)
            : follows.Write(account, kind);
        await context.AnswerDocumentAsync(document);
    }

    /// <summary>The followers that live on the asker's own server (FEP-8fcf): nobody else is told.</summary>
    private async Task SynchronizationAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        if (await requests.AskerAsync(context) is not { } asker)
        {
            await Faults.WriteAsync(context, StatusCodes.Status401Unauthorized, "Who asks has to sign the request");
            return;
        }

        byte[] list = await elsewhere.WriteAsync(account.Id, account.Username, asker.Origin, context.RequestAborted);
        await context.AnswerAskerAsync(list, asker);
    }

    private async Task FeaturedAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is { } account)
        {
            await context.AnswerDocumentAsync(await pinned.WriteAsync(account, context.RequestAborted));
        }
    }
}
