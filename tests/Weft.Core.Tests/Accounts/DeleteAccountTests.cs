using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Invitations;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class DeleteAccountTests
{
    [Theory]
    [EachDatabase]
    public async Task Nothing_is_left_of_a_deleted_account_but_its_name(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob", "cat");
        await people.FollowAsync(ids[0], ids[1]);
        await people.FollowAsync(ids[1], ids[0]);
        await people.MuteAsync(ids[2], ids[0]);
        await people.BlockAsync(ids[0], ids[2]);
        Post post = NewPost(people, ids[0], "hello");
        Post quoted = NewPost(people, ids[1], "quote me");
        await people.Store.AddAsync(
            post,
            quoted,
            new PostTag { PostId = post.Id, Name = "tag" },
            new PostMention { PostId = quoted.Id, AccountId = ids[0] },
            new Like
            {
                AccountId = ids[1],
                PostId = post.Id,
                Id = people.Store.Ids.Next(1),
            },
            new Bookmark
            {
                AccountId = ids[1],
                PostId = post.Id,
                Id = people.Store.Ids.Next(1),
            },
            new Invitation
            {
                Code = "code",
                Id = people.Store.Ids.Next(1),
                CreatorId = ids[0],
            },
            new AccountNote
            {
                AccountId = ids[0],
                TargetId = ids[1],
                Text = "of ann",
            },
            new AccountNote
            {
                AccountId = ids[1],
                TargetId = ids[0],
                Text = "about ann",
            },
            new Marker { AccountId = ids[0], Timeline = "home" },
            new IdempotencyKey { AccountId = ids[0], Key = "k" }
        );
        await people.Store.WriteAsync<int>(async work =>
        {
            await Notifier.AddAsync(work, NotificationKind.Like, ids[0], ids[1], post.Id, post.Id, Cancellation);
            await Notifier.AddAsync(work, NotificationKind.Quote, ids[1], ids[0], quoted.Id, quoted.Id, Cancellation);
            return 0;
        });

        Assert.True((await people.DeleteAsync(ids[0])).Value);
        Assert.False((await people.DeleteAsync(ids[0])).Value);

        Assert.Equal(["Handles.AccountId"], await MentionsOfAsync(people, ids[0], post.Id));
        Assert.Null(await people.Reader.FindAsync(ids[0], Cancellation));
        Assert.Null(await people.Reader.FindByUsernameAsync("ann", Cancellation));
        Assert.Contains(new AccountDeleted(ids[0]), people.Told);
        Assert.Contains(new AccessRevoked(ids[0], null), people.Told);
        Assert.Contains(new PostDeleted(post.Id, ids[0]), people.Told);
    }

    [Theory]
    [EachDatabase]
    public async Task The_name_stays_taken_and_the_address_is_free(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        await people.DeleteAsync(await people.JoinAsync("ann"));
        SignUpHandler signUp = people.Get<SignUpHandler>();

        Outcome<long> sameName = await signUp.RunAsync(new SignUp("ann", "other@example.org", "hash"), Cancellation);
        Outcome<long> sameAddress = await signUp.RunAsync(new SignUp("anna", "ann@example.org", "hash"), Cancellation);

        Assert.False(sameName.Succeeded);
        Assert.True(sameAddress.Succeeded);
    }

    [Theory]
    [EachDatabase]
    public async Task The_counts_of_others_are_mended(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);
        await people.FollowAsync(ids[1], ids[0]);
        Post mine = NewPost(people, ids[0], "mine");
        Post theirs = NewPost(people, ids[1], "theirs");
        theirs.LikesCount = 1;
        theirs.RepostsCount = 1;
        theirs.RepliesCount = 2;
        theirs.QuotesCount = 1;
        Post reply = NewPost(people, ids[0], "reply");
        Post secondReply = NewPost(people, ids[0], "again");
        Post hiddenReply = NewPost(people, ids[0], "among us");
        reply.InReplyToId = secondReply.InReplyToId = hiddenReply.InReplyToId = theirs.Id;
        hiddenReply.Visibility = Visibility.Mentioned;
        Post quote = NewPost(people, ids[0], "look");
        quote.QuoteOfId = theirs.Id;
        Post repost = NewPost(people, ids[0], "");
        repost.RepostOfId = theirs.Id;
        Post repostOfMine = NewPost(people, ids[1], "");
        repostOfMine.RepostOfId = mine.Id;
        Like like = new()
        {
            AccountId = ids[0],
            PostId = theirs.Id,
            Id = people.Store.Ids.Next(1),
        };
        await people.Store.AddAsync(mine, theirs, reply, secondReply, hiddenReply, quote, repost, repostOfMine, like);
        await people.Store.WriteAsync<int>(async work =>
            await work.Db.Accounts.Where(a => a.Id == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(a => a.PostsCount, 2), Cancellation)
        );

        await people.DeleteAsync(ids[0]);

        AccountModel bob = await people.AccountAsync(ids[1]);
        Assert.Equal((0, 0, 1), (bob.FollowersCount, bob.FollowingCount, bob.PostsCount));
        await using WeftDb db = people.Store.Read();
        Post left = await db.Posts.SingleAsync(Cancellation);
        Assert.Equal((0, 0, 0, 0), (left.LikesCount, left.RepostsCount, left.RepliesCount, left.QuotesCount));
        Assert.Contains(people.Told, e => e is PostCountsChanged counts && counts.PostIds.Contains(theirs.Id));
        Assert.Contains(new PostDeleted(repostOfMine.Id, ids[1]), people.Told);
    }

    private static Post NewPost(People people, long author, string text)
    {
        int shard = SnowflakeId.ShardOf(author);
        long id = people.Store.Ids.Next(shard);
        return new Post
        {
            Id = id,
            Shard = shard,
            AuthorId = author,
            Text = text,
            ConversationId = id,
            CreatedAt = people.Store.Clock.GetUtcNow(),
        };
    }

    /// <summary>Every column of every table that still holds one of the ids.</summary>
    private static async Task<IReadOnlyList<string>> MentionsOfAsync(People people, params long[] ids)
    {
        await using WeftDb db = people.Store.Read();
        List<string> found = [];
        foreach (IEntityType table in db.Model.GetEntityTypes().Where(t => !t.IsMappedToJson()))
        {
            foreach (IProperty column in table.GetProperties().Where(p => p.ClrType == typeof(long) || p.ClrType == typeof(long?)))
            {
                string name = $"{table.GetTableName()}.{column.Name}";
                string sql =
                    $"SELECT COUNT(*) AS \"Value\" FROM \"{table.GetTableName()}\" WHERE \"{column.Name}\" IN ({string.Join(',', ids)})";
                if ((await db.Database.SqlQueryRaw<int>(sql).ToListAsync(Cancellation))[0] > 0)
                {
                    found.Add(name);
                }
            }
        }

        return found;
    }
}
