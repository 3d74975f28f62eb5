using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Http;

namespace Weft.Federation.Discovery;

/// <summary>What came of asking an actor's handle back.</summary>
public abstract record HandleOutcome
{
    private HandleOutcome() { }

    /// <summary>The handle's domain says that the actor is behind it.</summary>
    public sealed record Confirmed(RemoteHandle Handle) : HandleOutcome;

    /// <summary>No domain says so: the handle is only claimed.</summary>
    public sealed record Unconfirmed(string Why) : HandleOutcome;

    /// <summary>Nobody can say now; another time perhaps.</summary>
    public sealed record Later(string Why) : HandleOutcome;
}

/// <summary>
/// Asks back whether the handle that an actor claims is its own: the domain in the handle must name the actor's id. So
/// nobody can call themselves by a name on somebody else's domain.
/// </summary>
public sealed class HandleCheck(WebFingerLookup webFinger)
{
    /// <summary>
    /// Tries the handle that the actor names (FEP-2c59), then its username at the host of its id; with one more step to
    /// the name that the answer calls the proper one.
    /// </summary>
    public async Task<HandleOutcome> ConfirmAsync(ActorDocument actor, CancellationToken cancellation)
    {
        if (actor.Id is not { } id || actor.Username is not { } username || Origin.Of(id) is not { } origin)
        {
            return new HandleOutcome.Unconfirmed("The actor has no id or no username.");
        }

        RemoteHandle own = new(username, origin.Authority);
        if (
            RemoteHandle.TryParse(actor.Webfinger, out RemoteHandle? named)
            && !named.IsSameAs(own)
            && await ConfirmAsync(named, id, cancellation) is HandleOutcome.Confirmed confirmed
        )
        {
            return confirmed;
        }

        return await ConfirmAsync(own, id, cancellation);
    }

    private async Task<HandleOutcome> ConfirmAsync(RemoteHandle handle, string id, CancellationToken cancellation)
    {
        WebFingerOutcome answer = await webFinger.FindAsync(handle, cancellation);
        if (answer is not WebFingerOutcome.Found found)
        {
            return Failed(answer);
        }

        if (found.Subject is not { } subject || subject.IsSameAs(handle))
        {
            return Judge(found, handle, id);
        }

        // A split domain: the server's own name leads to the one that people use. That one must say so, too, and of itself.
        return await webFinger.FindAsync(subject, cancellation) switch
        {
            WebFingerOutcome.Found { Subject: { } again } proper when again.IsSameAs(subject) => Judge(proper, again, id),
            WebFingerOutcome.Found => new HandleOutcome.Unconfirmed($"{handle} is called {subject}, which is called something else again."),
            WebFingerOutcome other => Failed(other),
        };
    }

    private static HandleOutcome Judge(WebFingerOutcome.Found found, RemoteHandle handle, string id) =>
        ThreadsNet.SameActor(found.ActorId, id)
            ? new HandleOutcome.Confirmed(found.Subject ?? handle)
            : new HandleOutcome.Unconfirmed($"{handle} is the handle of {found.ActorId}, not of {id}.");

    private static HandleOutcome Failed(WebFingerOutcome answer) =>
        answer switch
        {
            WebFingerOutcome.Later later => new HandleOutcome.Later(later.Why),
            WebFingerOutcome.Missing missing => new HandleOutcome.Unconfirmed(missing.Why),
            _ => new HandleOutcome.Unconfirmed("The handle is gone."),
        };
}
