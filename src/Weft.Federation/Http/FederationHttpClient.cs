using System.Net;
using System.Net.Sockets;
using Weft.Federation.Documents;
using Weft.Federation.Signatures;

namespace Weft.Federation.Http;

/// <summary>
/// The one way in which Weft asks other servers for anything and sends them anything. It dials public addresses alone,
/// limits time, size and redirects, signs each hop at the moment of sending, and finds out which signatures a host takes.
/// </summary>
public sealed class FederationHttpClient : IDisposable
{
    private const string ActivityType = "application/activity+json";

    private readonly FederationHttpOptions options;
    private readonly IHostGate? gate;
    private readonly TimeProvider clock;
    private readonly HttpMessageInvoker wire;
    private readonly Doorway doorway;

    /// <summary>A client that dials over TCP.</summary>
    /// <param name="options">How Weft speaks to others.</param>
    /// <param name="resolver">Finds addresses.</param>
    /// <param name="memory">Which signatures each host takes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="gate">Whom the operators have shut out; null for nobody.</param>
    public FederationHttpClient(
        FederationHttpOptions options,
        IHostResolver resolver,
        IHostMemory memory,
        TimeProvider clock,
        IHostGate? gate = null
    )
        : this(options, resolver, memory, clock, GuardedDialler.DialAsync, gate) { }

    internal FederationHttpClient(
        FederationHttpOptions options,
        IHostResolver resolver,
        IHostMemory memory,
        TimeProvider clock,
        Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial,
        IHostGate? gate = null
    )
    {
        this.gate = gate;
        this.options = options;
        this.clock = clock;
        wire = new HttpMessageInvoker(FederationHandler.Create(new GuardedDialler(options, resolver, clock, dial, gate)));
        doorway = new Doorway(wire, options, memory, clock);
    }

    /// <summary>Fetches something.</summary>
    /// <param name="address">The address; a fragment is left out.</param>
    /// <param name="wanted">What it is.</param>
    /// <param name="identity">Who asks; null to ask unsigned. A signed request is never led to another origin.</param>
    /// <param name="cancellation">The caller's own end; the deadlines are set here.</param>
    public Task<HttpOutcome> GetAsync(string address, Wanted wanted, SigningIdentity? identity, CancellationToken cancellation) =>
        WithDeadlineAsync(wanted.Deadline, token => GetAsync(address, wanted, identity, token, cancellation), cancellation);

    /// <summary>Fetches something large, unsigned; the body of what is received is in the stream, and what is there of anything else counts for nothing.</summary>
    /// <param name="address">The address; a fragment is left out.</param>
    /// <param name="wanted">What it is.</param>
    /// <param name="into">Where it goes.</param>
    /// <param name="most">The most bytes, after decompression; more is <see cref="HttpOutcome.Broken"/>.</param>
    /// <param name="cancellation">The caller's own end; the deadlines are set here.</param>
    public Task<HttpOutcome> DownloadAsync(string address, Wanted wanted, Stream into, long most, CancellationToken cancellation)
    {
        Errand errand = new("GET", default, [new("Accept", wanted.Accept)], Identity: null, wanted) { Into = into, Most = most };
        return WithDeadlineAsync(wanted.Deadline, token => FollowAsync(address, errand, token, cancellation), cancellation);
    }

    /// <summary>Sends an activity to an inbox. Its bytes leave as they are.</summary>
    /// <param name="inbox">The inbox's address.</param>
    /// <param name="activity">The activity, in UTF-8; keep it below 64 KB, beyond which some don't take it.</param>
    /// <param name="identity">Who sends; the activity's actor, or the instance.</param>
    /// <param name="more">Header fields beyond the usual, such as "Collection-Synchronization"; not signed.</param>
    /// <param name="cancellation">The caller's own end; the deadline is set here.</param>
    public Task<HttpOutcome> PostAsync(
        string inbox,
        ReadOnlyMemory<byte> activity,
        SigningIdentity identity,
        IReadOnlyList<KeyValuePair<string, string>> more,
        CancellationToken cancellation
    ) =>
        WithDeadlineAsync(
            Wanted.Document.Deadline,
            async token =>
            {
                List<KeyValuePair<string, string>> headers = [new("Content-Type", ActivityType), .. more];
                Errand errand = new("POST", activity, headers, identity, Wanted.Document);
                return await FollowAsync(inbox, errand, token, cancellation);
            },
            cancellation
        );

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();

    private async Task<HttpOutcome> GetAsync(
        string address,
        Wanted wanted,
        SigningIdentity? identity,
        CancellationToken deadline,
        CancellationToken cancellation
    ) => await FollowAsync(address, new Errand("GET", default, [new("Accept", wanted.Accept)], identity, wanted), deadline, cancellation);

    private async Task<HttpOutcome> FollowAsync(string address, Errand errand, CancellationToken deadline, CancellationToken cancellation)
    {
        FetchAddress? from = null;
        for (int hop = 0; ; hop++)
        {
            if (!FetchAddress.TryParse(address, options, out FetchAddress? at, out string? why))
            {
                return new HttpOutcome.Forbidden(why);
            }

            if (from is not null && at.Origin != from.Origin && !errand.MayCross)
            {
                return new HttpOutcome.Refused(302, $"{from.Text} leads to another origin, {at.Origin}.");
            }

            // With each hop, so that nothing leads to where nothing is asked.
            if (gate is not null && await gate.IsSuspendedHostAsync(at.Origin.Authority, deadline))
            {
                return new HttpOutcome.Forbidden($"{at.Origin.Authority} is suspended here.");
            }

            Answer answer = await doorway.KnockAsync(at, errand, deadline);
            if (answer.Location is not { } location)
            {
                return answer.Outcome!;
            }

            if (hop == errand.MostRedirects)
            {
                return new HttpOutcome.Refused(302, $"{at.Text} leads on once too often.");
            }

            (from, address) = (at, at.Resolve(location));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<HttpOutcome> WithDeadlineAsync(
        TimeSpan within,
        Func<CancellationToken, Task<HttpOutcome>> act,
        CancellationToken cancellation
    )
    {
        using CancellationTokenSource deadline = new(within, clock);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await act(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HttpOutcome.Unreachable(
                deadline.IsCancellationRequested ? $"No whole answer within {within.TotalSeconds} s." : "No connection in time."
            );
        }
        catch (HttpRequestException fault) when (Forbidden(fault) is { } forbidden)
        {
            return new HttpOutcome.Forbidden(forbidden.Message);
        }
        catch (InvalidDataException)
        {
            return new HttpOutcome.Broken("The body is compressed badly.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            return new HttpOutcome.Unreachable(Told(fault));
        }
    }

    private static ForbiddenAddressException? Forbidden(Exception? fault) =>
        fault is null ? null : fault as ForbiddenAddressException ?? Forbidden(fault.InnerException);

    /// <summary>The innermost reason says most: "Connection refused", "the certificate has expired".</summary>
    private static string Told(Exception fault) => fault.GetBaseException().Message;
}
