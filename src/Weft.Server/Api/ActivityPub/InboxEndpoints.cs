using Weft.Federation.Delivery;
using Weft.Federation.Inbox;
using Weft.Federation.Signatures;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Where other servers bring what their people do: one inbox for all, and one for each account.</summary>
internal sealed class InboxEndpoints(
    ActivityInbox inbox,
    Residents residents,
    SignedRequests requests,
    HostsHeard heard,
    WeftOptions options
)
{
    /// <summary>GoToSocial, which tries for a few minutes only, tries sooner for it and never later than this.</summary>
    private const string ComeAgain = "10";

    private int inProgress;

    public void Map(ApiRoutes routes)
    {
        routes
            .Post("/inbox", context => WithPlaceAsync(context, () => TakeAsync(context, null)))
            .AllowAnyone()
            .LimitRate(RateLimit.Receiving);
        routes
            .Post("/users/{name}/inbox", context => WithPlaceAsync(context, () => PersonalAsync(context)))
            .AllowAnyone()
            .LimitRate(RateLimit.Receiving);
    }

    /// <summary>Before anything of it is read: what is not taken in now is sent again, and what is here is not slowed down by it.</summary>
    private async Task WithPlaceAsync(HttpContext context, Func<Task> take)
    {
        try
        {
            if (Interlocked.Increment(ref inProgress) <= options.Federation.InboxLimit)
            {
                await take();
                return;
            }
        }
        finally
        {
            Interlocked.Decrement(ref inProgress);
        }

        context.Response.Headers.RetryAfter = ComeAgain;
        await Faults.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "This server has too much to take in at the moment.");
    }

    private async Task PersonalAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is { } owner)
        {
            await TakeAsync(context, owner.Id);
        }
    }

    private async Task TakeAsync(HttpContext context, long? recipientId)
    {
        InboxAnswer answer = await inbox.TakeAsync(await requests.ReadAsync(context), recipientId, context.RequestAborted);
        if (answer.Signature is { } signature)
        {
            await heard.HeardFromAsync(signature.KeyId, signature.Scheme, context.RequestAborted);
        }

        if (answer.Status == StatusCodes.Status202Accepted)
        {
            context.Response.StatusCode = answer.Status;
        }
        else
        {
            await Faults.WriteAsync(context, answer.Status, answer.Detail);
        }
    }
}
