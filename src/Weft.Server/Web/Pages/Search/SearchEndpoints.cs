using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Posts;
using Weft.Core.Posts.Text;
using Weft.Core.Timelines;
using Weft.Federation.Finding;
using Weft.Server.Api.ActivityPub;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Search;

/// <summary>People by name, tags by how they begin; an address leads to what it names, whichever server that is of.</summary>
internal static class SearchEndpoints
{
    private const int MaxPeople = 20;
    private const int MaxTags = 10;
    private const int MaxQuery = 2_048;

    public static void MapSearch(this RouteGroupBuilder pages)
    {
        pages.MapGet("/search", SearchAsync);
        // Where other servers send somebody of ours who wants to follow or answer over there.
        pages.MapGet("/authorize_interaction", Interact).RequireAuthorization();
    }

    private static IResult Interact(string? uri) =>
        PageResults.GoTo("/search?q=" + Uri.EscapeDataString((uri ?? "").Replace("acct:", "@", StringComparison.OrdinalIgnoreCase)));

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        string? q,
        Caller? caller,
        WeftOptions options,
        LocalDomain domain,
        ElsewhereSearch elsewhere,
        PostReader posts,
        AccountReader accounts,
        RelationshipReader relationships,
        TagReader tags,
        CancellationToken cancellation
    )
    {
        string query = (q ?? "").Trim();
        query = query.Length > MaxQuery ? query[..MaxQuery] : query;
        if (Place(query, options.Origin) is string place)
        {
            return PageResults.GoTo(place);
        }

        Finding? named = await elsewhere.FindAsync(context, query, ask: true);
        if (named is Finding.Post found && await posts.FindAsync(found.Id, caller?.AccountId, cancellation) is { } view)
        {
            return PageResults.GoTo(Urls.Post(view.Shown.Post));
        }

        if (named is Finding.Account account && await accounts.FindAsync(account.Id, cancellation) is { } person)
        {
            return PageResults.GoTo(Urls.Profile(person));
        }

        IReadOnlyList<AccountModel> people =
            query.Length == 0 || query.StartsWith('#')
                ? []
                : await accounts.SearchAsync(
                    Name(query, domain),
                    caller?.AccountId,
                    new SearchPart(0, MaxPeople),
                    onlyFollowing: false,
                    cancellation
                );
        IReadOnlyList<TagUse> matching =
            query.StartsWith('@') || Tag.Read(query) is not { } tag
                ? []
                : await tags.SearchAsync(tag.Name, new SearchPart(0, MaxTags), cancellation);
        IReadOnlyList<RelationshipModel> ties =
            caller?.AccountId is long viewer && people.Count > 0
                ? await relationships.ReadAsync(viewer, [.. people.Select(p => p.Id)], cancellation)
                : [];
        return PageResults.Page<SearchPage>(new { Model = new SearchModel(query, people, ties.ToDictionary(r => r.AccountId), matching) });
    }

    /// <summary>The path that an address of this server names. Only what begins as our pages do: an address could hold another host in its path.</summary>
    private static string? Place(string query, string origin) =>
        query.StartsWith(origin + "/", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(query, UriKind.Absolute, out Uri? address)
            ? address.AbsolutePath switch
            {
                ['/', '@', ..] path => path,
                string path when path.StartsWith("/tags/", StringComparison.Ordinal) => path,
                string path when path.Split('/') is ["", "users", string name] => $"/@{name}",
                string path when path.Split('/') is ["", "users", string name, "statuses", string id] => $"/@{name}/{id}",
                _ => null,
            }
            : null;

    /// <summary><c>@anna@this.example</c> is <c>anna</c>.</summary>
    private static string Name(string query, LocalDomain domain)
    {
        string bare = query.TrimStart('@');
        int at = bare.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && domain.Owns(bare[(at + 1)..]) ? bare[..at] : bare;
    }
}
