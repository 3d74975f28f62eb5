using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Posts;

/// <summary>Brings a known post up to date with what its own server has just said of it.</summary>
public sealed class FetchedChanges(RemotePosts posts, RemoteActors actors, KnownThings things, IWriter writer)
{
    /// <summary>The post is gone at its own server.</summary>
    public async Task GoneAsync(string uri, CancellationToken cancellation)
    {
        if (
            await things.PostAsync(uri, cancellation) is long post
            && await things.AuthorUriAsync(post, cancellation) is { } by
            && await actors.KnownAsync(by, cancellation) is { } author
        )
        {
            await new DeletePostHandler(writer).RunAsync(new DeletePost(author.AccountId, post), cancellation);
        }
    }

    /// <summary>The post is there, and was changed perhaps. True when it says something else now.</summary>
    public async Task<bool> EditedAsync(PostDocument post, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        bool maySayOther = post.Updated is not null || post.Poll is not null || post.ReplyAuthorization is not null;
        if (!maySayOther || await actors.KnownAsync(post.AttributedTo, cancellation) is not { } author)
        {
            return false;
        }

        ReceivePost draft = await posts.DraftAsync(post, author, null, new FetchBudget(), cancellation);
        Outcome<bool> edited = await new ReceiveEditHandler(writer).RunAsync(new ReceiveEdit(draft), cancellation);
        return edited is { Succeeded: true, Value: true };
    }
}
