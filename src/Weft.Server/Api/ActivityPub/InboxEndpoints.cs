using Weft.Federation.Delivery;
using Weft.Federation.Inbox;
using Weft.Federation.Signatures;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Where other servers bring what their people do: one inbox for all, and one for each account.</summary>
internal sealed class InboxEndpoints(ActivityInbox inbox, Residents residents, SignedRequests requests, HostsHeard heard)
{
    public void Map(ApiRoutes routes)
    {
        routes.Post("/inbox", context => TakeAsync(context, null)).AllowAnyone().LimitRate(RateLimit.Receiving);
        routes.Post("/users/{name}/inbox", PersonalAsync).AllowAnyone().LimitRate(RateLimit.Receiving);
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
