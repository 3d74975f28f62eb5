using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Presenting;
using Weft.Federation.Reading;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>
/// Posts, the activities that made them, and what hangs on them: for everyone what is public or unlisted, for who signs
/// also what that server was sent.
/// </summary>
internal sealed class PostEndpoints(
    Residents residents,
    ReaderGate gate,
    SignedReaders readers,
    LocalAddresses addresses,
    PostReader posts,
    GonePosts gone,
    PresentedNotes notes,
    NoteJson json,
    QuoteActs quotes,
    InteractionActs interactions,
    KnownThings things,
    OutboxPages outbox,
    PostCollections collections,
    Conversations conversations,
    EmojiReader emojis,
    EmojiJson emojiJson
)
{
    private const string Post = "/users/{name}/statuses/{id}";

    public void Map(ApiRoutes routes)
    {
        Get(Post, NoteAsync);
        Get(Post + "/activity", ActivityAsync);
        Get(Post + "/replies", RepliesAsync);
        Get(Post + "/likes", c => CountAsync(c, LocalKind.Likes));
        Get(Post + "/shares", c => CountAsync(c, LocalKind.Shares));
        Get("/contexts/{id}", ConversationAsync);
        Get("/emojis/{id}", EmojiAsync);
        Get("/users/{name}/quote_authorizations/{id}", StampAsync);
        Get("/users/{name}/reply_authorizations/{id}", ReplyStampAsync);
        Get("/users/{name}/authorizations/{id}", AuthorizationAsync);

        void Get(string pattern, RequestDelegate answer) =>
            routes.Get(pattern, gate.Guard(answer)).AllowAnyone().LimitRate(RateLimit.Documents);
    }

    private async Task NoteAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } view)
        {
            return;
        }

        string author = view.Post.Author.Username;
        if (context.Request.PrefersPage())
        {
            context.LeadTo(addresses.Page(author, view.Post.Id));
        }
        else if (view.Original is not null)
        {
            // A repost is no document but an activity.
            context.LeadTo(addresses.Of(LocalKind.PostActivity, author, view.Post.Id));
        }
        else
        {
            await context.AnswerDocumentAsync(json.Write(await notes.OfAsync(view.Post, context.RequestAborted)));
        }
    }

    private async Task EmojiAsync(HttpContext context) =>
        await (
            await emojis.FindOwnAsync(context.PathId(), context.RequestAborted) is { } emoji
                ? context.AnswerDocumentAsync(emojiJson.Write(emoji))
                : context.RefuseUnknownAsync()
        );

    private async Task ActivityAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } view)
        {
            await context.AnswerDocumentAsync((await outbox.ActivityAsync(view, context.RequestAborted)).ToBytes());
        }
    }

    private async Task RepliesAsync(HttpContext context)
    {
        if (await FindOriginalAsync(context) is not { } post)
        {
            return;
        }

        byte[] document = context.AsksForPage()
            ? await collections.WriteRepliesAsync(post, context.QueryNumber("min_id"), context.RequestAborted)
            : collections.Write(post, LocalKind.Replies);
        await context.AnswerDocumentAsync(document);
    }

    private async Task CountAsync(HttpContext context, LocalKind kind)
    {
        if (await FindOriginalAsync(context) is { } post)
        {
            await context.AnswerDocumentAsync(collections.Write(post, kind));
        }
    }

    /// <summary>
    /// The stamp for a quote that stands: third servers read it before they show the quoted post. It says which post may quote
    /// which, and nothing of what they say, so it is read without regard to who may see the quote. The id is the quoting post's.
    /// </summary>
    private async Task StampAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        long? author = await things.AuthorAsync(context.PathId(), context.RequestAborted);
        PostView? quoting = author is null ? null : await posts.FindAsync(context.PathId(), author, context.RequestAborted);
        if (quoting?.Quote is { State: QuoteState.Accepted, Post.Post: { } quoted } && quoted.Author.Id == account.Id)
        {
            string stamp = addresses.QuoteAuthorization(account.Username, quoting.Post.Id);
            await context.AnswerDocumentAsync(quotes.Stamp(account.Username, stamp, notes.IdOf(quoting.Post), notes.IdOf(quoted)));
        }
        else
        {
            await context.RefuseUnknownAsync();
        }
    }

    /// <summary>The stamp for a reply that somebody of this server gave to a post of this server. The id is the reply's.</summary>
    private async Task ReplyStampAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        PostView? reply = await posts.FindAsync(context.PathId(), viewerId: null, context.RequestAborted);
        PostView? answered = reply is { Original: null, Post: { Uri: null, InReplyToId: long id } }
            ? await posts.FindAsync(id, viewerId: null, context.RequestAborted)
            : null;
        if (reply is null || answered is not { Original: null } || answered.Post.Author.Id != account.Id)
        {
            await context.RefuseUnknownAsync();
            return;
        }

        string stamp = addresses.ReplyAuthorization(account.Username, reply.Post.Id);
        await context.AnswerDocumentAsync(
            interactions.Stamp(Interaction.Reply, account.Username, stamp, notes.IdOf(reply.Post), notes.IdOf(answered.Post))
        );
    }

    /// <summary>A conversation that began here with a post that everyone may see.</summary>
    private async Task ConversationAsync(HttpContext context)
    {
        PostView? first = await posts.FindAsync(context.PathId(), viewerId: null, context.RequestAborted);
        if (first is not { Original: null, Post: { Uri: null } post } || post.ConversationId != post.Id)
        {
            await context.RefuseUnknownAsync();
            return;
        }

        byte[] document = context.AsksForPage()
            ? await conversations.WritePageAsync(post, context.QueryNumber("min_id"), context.RequestAborted)
            : conversations.Write(post);
        await context.AnswerDocumentAsync(document);
    }

    /// <summary>The stamp for a like, a reply or a repost that was asked for.</summary>
    private async Task AuthorizationAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return;
        }

        if (await things.StampOfAsync(context.PathId(), account.Id, context.RequestAborted) is not { } stamp)
        {
            await context.RefuseUnknownAsync();
            return;
        }

        string id = addresses.Authorization(account.Username, stamp.Id);
        string target = addresses.Post(account.Username, stamp.PostId);
        await context.AnswerDocumentAsync(interactions.Stamp(stamp.Kind, account.Username, id, stamp.Uri, target));
    }

    private async Task<PostModel?> FindOriginalAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } view)
        {
            return null;
        }

        if (view.Original is null)
        {
            return view.Post;
        }

        await context.RefuseUnknownAsync();
        return null;
    }

    /// <summary>The post that the path names, when everyone may see it, or who asks. Without one it has answered.</summary>
    private async Task<PostView?> FindAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is not { } account)
        {
            return null;
        }

        PostView? view = await posts.FindAsync(context.PathId(), viewerId: null, context.RequestAborted);
        if (view is null && ReaderGate.IsSigned(context))
        {
            context.Features.Set(new PrivateAnswer());
            if (await gate.ProveAsync(context) is not { } reader)
            {
                return null;
            }

            view = await FindForAsync(reader, account.Id, context.PathId(), context.RequestAborted);
        }

        if (view is not null && view.Post.Author.Id == account.Id)
        {
            return view;
        }

        if (view is null && await gone.FindAsync(context.PathId(), context.RequestAborted) is { } trace && trace.AuthorId == account.Id)
        {
            byte[] tombstone = CollectionJson.Tombstone(addresses.Post(account.Username, trace.Id), "Note", trace.GoneAt);
            await context.AnswerDocumentAsync(tombstone, status: StatusCodes.Status410Gone);
            return null;
        }

        await context.RefuseUnknownAsync();
        return null;
    }

    private async Task<PostView?> FindForAsync(SignedReader reader, long authorId, long postId, CancellationToken cancellation)
    {
        foreach (long name in await readers.NamesAsync(reader, authorId, postId, cancellation))
        {
            if (await posts.FindAsync(postId, name, cancellation) is { } view)
            {
                return view;
            }
        }

        return null;
    }
}
