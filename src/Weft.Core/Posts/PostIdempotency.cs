using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Lets a request that is repeated within an hour find the post that it made the first time.</summary>
internal static class PostIdempotency
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const int LongestKey = 255;

    /// <summary>
    /// The id of the post that this key made; null when it made none within the hour. Of two requests at once one sees
    /// the other's row, either here or as a clash of the key that runs it again.
    /// </summary>
    public static async Task<long?> FindAsync(Work work, long accountId, string key, CancellationToken cancellation)
    {
        string kept = Kept(key);
        IdempotencyKey? known = await work
            .Db.IdempotencyKeys.AsNoTracking()
            .FirstOrDefaultAsync(k => k.AccountId == accountId && k.Key == kept, cancellation);
        if (known is null || work.Now - known.CreatedAt < Memory)
        {
            return known?.PostId;
        }

        await work
            .Db.IdempotencyKeys.Where(k => k.AccountId == accountId && k.Key == kept && k.PostId == known.PostId)
            .ExecuteDeleteAsync(cancellation);
        return null;
    }

    /// <summary>Remembers which post the key made.</summary>
    public static void Remember(Work work, Post post, string key) =>
        work.Db.IdempotencyKeys.Add(
            new IdempotencyKey
            {
                AccountId = post.AuthorId,
                Key = Kept(key),
                Shard = SnowflakeId.ShardOf(post.AuthorId),
                PostId = post.Id,
                CreatedAt = work.Now,
            }
        );

    private static string Kept(string key) =>
        key.Length <= LongestKey ? key : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
