using System.Net;
using System.Net.Http.Headers;
using Weft.Federation.Documents;
using Weft.Federation.Signatures;

namespace Weft.Federation.Http;

/// <summary>Asks one address, signing in one form after the other as long as it is the signature that isn't liked.</summary>
internal sealed class Doorway(HttpMessageInvoker wire, FederationHttpOptions options, IHostMemory memory, TimeProvider clock)
{
    private static readonly string Version = typeof(Doorway).Assembly.GetName().Version?.ToString(3) ?? "0";
    private static readonly TimeSpan Refreshed = TimeSpan.FromDays(1);

    private readonly DocumentReader reader = new(clock);
    private readonly string agent = $"Weft/{Version} (+{options.Url.TrimEnd('/')})";

    public async Task<Answer> KnockAsync(FetchAddress at, Errand errand, CancellationToken cancellation)
    {
        if (errand.Identity is not { } identity)
        {
            using HttpResponseMessage plain = await SendAsync(at, errand, [], cancellation);
            return await ReadAsync(plain, at, errand, cancellation);
        }

        HostSigning? known = await memory.RecallAsync(at.Origin, cancellation);
        bool queryToDrop = !errand.IsPost && at.Target.Contains('?', StringComparison.Ordinal);
        Knocks knocks = new(
            known,
            queryToDrop,
            errand.Wanted.MissingMayMeanUnsigned && !errand.IsPost,
            ThreadsNet.Hides(at.Origin.Host),
            clock.GetUtcNow()
        );
        RequestParts parts = Parts(at, errand);
        SigningForm form = knocks.First();
        AcceptSignature? wish = null;
        Answer? first = null;
        bool second = false;
        while (true)
        {
            IReadOnlyList<KeyValuePair<string, string>> signature = RequestSigner.Sign(parts, identity, form, clock.GetUtcNow(), wish);
            using HttpResponseMessage response = await SendAsync(at, errand, signature, cancellation);
            Answer answer = await ReadAsync(response, at, errand, cancellation);
            if (answer.Outcome is HttpOutcome.Received or HttpOutcome.Broken || answer.Location is not null)
            {
                // A redirect or a page says nothing of the signature.
                if (answer.Outcome is HttpOutcome.Received)
                {
                    await LearnAsync(at, known, form, queryToDrop, cancellation);
                }

                return answer;
            }

            // A Tombstone is the answer to a signature that was liked.
            first = first is null || (knocks.GoneMayMeanUnsigned && answer.Outcome is HttpOutcome.Gone) ? answer : first;
            wish = Wish(response, parts, identity);
            if (knocks.Next((int)response.StatusCode, wish is not null) is not { } next)
            {
                if (second && (int)response.StatusCode < 500)
                {
                    await RememberFailureAsync(at, known, cancellation);
                }

                return first;
            }

            (form, second) = (next, true);
        }
    }

    private static RequestParts Parts(FetchAddress at, Errand errand) =>
        new(
            errand.Method,
            at.Origin.Scheme,
            at.Origin.Authority,
            at.Target,
            errand.Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string?>>(header.Key, [header.Value])),
            errand.Body
        );

    private static AcceptSignature? Wish(HttpResponseMessage response, RequestParts parts, SigningIdentity identity) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && response.Headers.TryGetValues("Accept-Signature", out IEnumerable<string>? fields)
            ? AcceptSignature.Read(string.Join(", ", fields), parts, identity)
            : null;

    private Task<HttpResponseMessage> SendAsync(
        FetchAddress at,
        Errand errand,
        IReadOnlyList<KeyValuePair<string, string>> signature,
        CancellationToken cancellation
    )
    {
        HttpRequestMessage request = new(new HttpMethod(errand.Method), at.Uri)
        {
            Version = HttpVersion.Version11,
            Content = errand.IsPost ? new ReadOnlyMemoryContent(errand.Body) : null,
        };
        request.Headers.Host = at.Origin.Authority;
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        foreach ((string name, string value) in errand.Headers.Concat(signature))
        {
            // Fields of the content are refused by the request's own collection.
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return wire.SendAsync(request, cancellation);
    }

    private async Task<Answer> ReadAsync(HttpResponseMessage response, FetchAddress at, Errand errand, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        if (status is >= 200 and < 300)
        {
            return errand.IsPost
                ? new HttpOutcome.Received(status, at.Text, "", default)
                : await BodyAsync(response, at, errand, cancellation);
        }

        if (errand.Follows(status) && response.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues values))
        {
            return new Answer(null, values.First());
        }

        return status switch
        {
            410 => Gone(errand.IsPost ? default : await TombstoneAsync(response, errand.Wanted, cancellation), at),
            404 => new HttpOutcome.NotFound(),
            408 or 425 or 429 or >= 500 => new HttpOutcome.Busy(status, RetryAfter.Read(response.Headers, clock.GetUtcNow())),
            _ => new HttpOutcome.Refused(
                status,
                $"{at.Origin} answered {status}{await ErrorText.ReadAsync(response.Content, cancellation)}."
            ),
        };
    }

    private static async Task<HttpOutcome> BodyAsync(
        HttpResponseMessage response,
        FetchAddress at,
        Errand errand,
        CancellationToken cancellation
    )
    {
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        if (!errand.Wanted.Takes(type))
        {
            return new HttpOutcome.Broken($"{at.Text} answered with the content type \"{type?.MediaType}\".");
        }

        if (errand.Into is { } into)
        {
            return await BoundedBody.CopyAsync(response.Content, into, errand.Most, cancellation)
                ? new HttpOutcome.Received((int)response.StatusCode, at.Text, type?.MediaType?.ToLowerInvariant() ?? "", default)
                : new HttpOutcome.Broken($"{at.Text} answered with more than {errand.Most} bytes.");
        }

        byte[]? body = await BoundedBody.ReadAsync(response.Content, FederationHttpOptions.LargestBody, cancellation);
        return body is null
            ? new HttpOutcome.Broken($"{at.Text} answered with more than 1 MiB.")
            : new HttpOutcome.Received((int)response.StatusCode, at.Text, type!.MediaType!.ToLowerInvariant(), body);
    }

    private static async Task<ReadOnlyMemory<byte>> TombstoneAsync(
        HttpResponseMessage response,
        Wanted wanted,
        CancellationToken cancellation
    ) =>
        wanted.Takes(response.Content.Headers.ContentType)
            ? await BoundedBody.ReadAsync(response.Content, FederationHttpOptions.LargestBody, cancellation) ?? default
            : default;

    // Where 410 may mean that no signature was liked, it takes a Tombstone to say that something is gone.
    private HttpOutcome Gone(ReadOnlyMemory<byte> body, FetchAddress at) =>
        ThreadsNet.Hides(at.Origin.Host) && reader.Read(body.Span).Document is not TombstoneDocument
            ? new HttpOutcome.NotFound()
            : new HttpOutcome.Gone(body);

    private async Task LearnAsync(FetchAddress at, HostSigning? known, SigningForm form, bool queryToDrop, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool tellsOfPath = queryToDrop && form.Scheme == SignatureScheme.Cavage;
        HostSigning learned = new(form.Scheme, tellsOfPath ? form.PathOnly : known?.PathOnly ?? false, now, null);
        if (known is null || known with { At = now } != learned || known.At + Refreshed < now)
        {
            await memory.RememberAsync(at.Origin, learned, cancellation);
        }
    }

    private ValueTask RememberFailureAsync(FetchAddress at, HostSigning? known, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return memory.RememberAsync(at.Origin, (known ?? new(null, false, now, null)) with { FailedAt = now }, cancellation);
    }
}
