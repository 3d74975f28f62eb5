using Weft.Core.Accounts;
using Weft.Federation.Reading;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;

namespace Weft.Server.Api.ActivityPub;

/// <summary>
/// Stands before every document but the instance actor: looks who asks, demands a signature where the setting says so, and
/// shows nothing to suspended servers and to those whom the account has blocked.
/// </summary>
internal sealed class ReaderGate(SignedReaders readers, SignedRequests requests, Residents residents, WeftOptions options)
{
    /// <summary>Lets those through who may read at all.</summary>
    public RequestDelegate Guard(RequestDelegate answer) => context => PassAsync(context, answer);

    /// <summary>Who asks, by a signature that is checked now if it was not before; null after answering why not.</summary>
    public async Task<SignedReader?> ProveAsync(HttpContext context)
    {
        if (context.Features.Get<SignedReader>() is { IsProven: true } proven)
        {
            return proven;
        }

        ReaderOutcome outcome = await readers.ProvenAsync(await requests.ReadAsync(context), context.RequestAborted);
        if (outcome.Reader is { } reader)
        {
            context.Features.Set(reader);
            return reader;
        }

        await RefuseAsync(context, outcome);
        return null;
    }

    /// <summary>True when the request carries a signature of any kind.</summary>
    public static bool IsSigned(HttpContext context) => context.Request.Headers.ContainsKey("Signature");

    private async Task PassAsync(HttpContext context, RequestDelegate answer)
    {
        if (options.Federation.SignedFetch && !IsLedToPage(context))
        {
            context.Features.Set(new PrivateAnswer());
            if (await ProveAsync(context) is null)
            {
                return;
            }
        }
        else if (IsSigned(context))
        {
            ReaderOutcome claimed = await readers.ClaimedAsync(await requests.ReadAsync(context), context.RequestAborted);
            if (claimed.Reader is not { } reader)
            {
                await RefuseAsync(context, claimed);
                return;
            }

            context.Features.Set(reader);
        }

        if (await IsApartAsync(context))
        {
            await context.RefuseUnknownAsync();
            return;
        }

        await answer(context);
    }

    private async Task<bool> IsApartAsync(HttpContext context) =>
        context.Features.Get<SignedReader>() is { AccountId: not null } reader
        && context.Request.RouteValues.Count > 0
        // The actor itself stays readable: who is blocked has to be able to check what they are told.
        && !IsActor(context)
        && await residents.FindAsync(context.PathText("name"), context.RequestAborted) is AccountModel account
        && await readers.AreApartAsync(reader, account.Id, context.RequestAborted);

    private static bool IsActor(HttpContext context) => Parts(context) is ["users", _];

    /// <summary>A person with a browser, whom the addresses of an actor and of a post lead to the page.</summary>
    private static bool IsLedToPage(HttpContext context) =>
        context.Request.PrefersPage() && Parts(context) is ["users", _] or ["users", _, "statuses", _];

    private static string[] Parts(HttpContext context) => context.Request.Path.Value?.Trim('/').Split('/') ?? [];

    private static Task RefuseAsync(HttpContext context, ReaderOutcome outcome)
    {
        context.Response.Headers.Vary = "Accept, Origin, Signature";
        context.Response.Headers.CacheControl = "private, no-store";
        return Faults.WriteAsync(context, outcome.Status ?? StatusCodes.Status401Unauthorized, outcome.Why);
    }
}

/// <summary>What is answered is for who asked alone: nobody on the way keeps it.</summary>
internal sealed record PrivateAnswer;
