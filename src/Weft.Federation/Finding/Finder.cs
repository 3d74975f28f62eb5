using Weft.Core.Accounts;
using Weft.Federation.Actors;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Posts;
using Weft.Federation.Presenting;

namespace Weft.Federation.Finding;

/// <summary>
/// Finds what people type and paste: <c>@bob@b.example</c>, the address of a profile or of a post, as an id or as a page.
/// What is not known is asked for at its own server, in ten seconds at most; what cannot be found then is not found.
/// </summary>
public sealed class Finder(
    AccountReader accounts,
    LocalAddresses addresses,
    WebFingerLookup webFinger,
    RemoteActors actors,
    RemotePosts posts,
    KnownThings things,
    DocumentFetch documents,
    DocumentLink links
)
{
    /// <summary>How long somebody waits at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int LongestAddress = 2_048;

    /// <summary>Whether the text can name something on another server: worth asking somebody else about.</summary>
    public bool IsElsewhere(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return IsAddress(query)
            ? !things.IsLocal(query)
            : RemoteHandle.TryParse(query, out RemoteHandle? handle) && handle.Domain != addresses.Domain;
    }

    /// <summary>What the text names; null when it names nothing that can be found now.</summary>
    /// <param name="query">A handle with its domain, or an address.</param>
    /// <param name="ask">Whether to ask other servers about what is not known.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Finding?> FindAsync(string query, bool ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        string text = query.Trim();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            if (IsAddress(text))
            {
                return await KnownAsync(text, patience.Token)
                    ?? (ask && !things.IsLocal(text) ? await AskAsync(text, patience.Token) : null);
            }

            return RemoteHandle.TryParse(text, out RemoteHandle? handle) && await AccountAsync(handle, ask, patience.Token) is long account
                ? new Finding.Account(account)
                : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The account with that handle.</summary>
    /// <param name="handle">Of this server or another.</param>
    /// <param name="ask">Whether to ask its server when it is not known.</param>
    /// <param name="cancellation">Gives up; nothing else ends the search.</param>
    public async Task<long?> AccountAsync(RemoteHandle handle, bool ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(handle);
        bool ours = handle.Domain == addresses.Domain;
        if (await accounts.FindByUsernameAsync(ours ? handle.Username : handle.ToString(), cancellation) is { } known)
        {
            return known.Id;
        }

        return
            !ours
            && ask
            && await webFinger.FindAsync(handle, cancellation) is WebFingerOutcome.Found found
            && !things.IsLocal(found.ActorId)
            && await actors.FindAsync(found.ActorId, cancellation) is PersonOutcome.Found person
            ? person.Person.AccountId
            : null;
    }

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress
        && (
            text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        );

    private async Task<Finding?> KnownAsync(string address, CancellationToken cancellation) =>
        await things.AccountAsync(address, cancellation) is long account ? new Finding.Account(account)
        : await things.PostAsync(address, cancellation) is long post ? new Finding.Post(post)
        : await things.PostOfPageAsync(address, cancellation) is long shown ? new Finding.Post(shown)
        : null;

    private async Task<Finding?> AskAsync(string address, CancellationToken cancellation)
    {
        FetchBudget budget = new();
        budget.Take();
        FetchedDocument fetched = await documents.FetchAsync(address, Wanted.Document, cancellation);
        if (fetched.Outcome is HttpOutcome.Broken && await links.FindAsync(address, cancellation) is { } linked)
        {
            budget.Take();
            fetched = await documents.FetchAsync(linked, Wanted.Document, cancellation);
        }

        return fetched.Document switch
        {
            // What the page of one of ours has led to is ours.
            { Id: { } id } when things.IsLocal(id) => await KnownAsync(id, cancellation),
            ActorDocument actor => await actors.TakeAsync(actor, cancellation) is PersonOutcome.Found found
                ? new Finding.Account(found.Person.AccountId)
                : null,
            PostDocument post => await PostAsync(post, budget, cancellation) is long taken ? new Finding.Post(taken) : null,
            _ => null,
        };
    }

    private async Task<long?> PostAsync(PostDocument post, FetchBudget budget, CancellationToken cancellation) =>
        await things.PostAsync(post.Id, cancellation) ?? await posts.TakeFetchedAsync(post, budget, cancellation);
}
