using Microsoft.AspNetCore.Http.Features;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Reads requests as their senders signed them, and finds out who asks.</summary>
internal sealed class SignedRequests(Askers askers, LocalAddresses addresses)
{
    /// <summary>The bytes as they came, since what is signed is these; and this server's own address, whatever the request claims.</summary>
    public async Task<RequestParts> ReadAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Origin here = Origin.Of(addresses.Origin)!.Value;
        return new RequestParts(
            context.Request.Method,
            here.Scheme,
            here.Authority,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string?>>(header.Key, header.Value)),
            body.ToArray()
        );
    }

    /// <summary>Who asks for a document; null for a stranger.</summary>
    public async Task<Asker?> AskerAsync(HttpContext context) => await askers.OfAsync(await ReadAsync(context), context.RequestAborted);
}
