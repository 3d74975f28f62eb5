using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What an author typed.</summary>
/// <param name="PostId">The post.</param>
/// <param name="Text">The source text.</param>
/// <param name="ContentWarning">The warning; empty for none.</param>
public sealed record SourceText(long PostId, string Text, string ContentWarning);

/// <summary>The source of a post, for its author to edit.</summary>
public sealed class PostSource(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The source; <see cref="Refusal.NotFound"/> when the post is not the account's own, or a repost.</summary>
    public async Task<Outcome<SourceText>> RunAsync(long accountId, long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        SourceText? source = await db
            .Posts.Where(p => p.Id == postId && p.AuthorId == accountId && p.RepostOfId == null)
            .Select(p => new SourceText(p.Id, p.Text, p.ContentWarning))
            .FirstOrDefaultAsync(cancellation);
        return source is null ? Refused.NotFound : source;
    }
}
