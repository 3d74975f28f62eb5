using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;

namespace Weft.Bench.Town;

/// <summary>Rows of people, as the commands would leave them, without a command for each.</summary>
internal sealed class Townspeople(IdSource ids, DateTimeOffset now)
{
    private readonly List<object> rows = [];

    /// <summary>All rows that are to be written.</summary>
    public IReadOnlyList<object> Rows => rows;

    /// <summary>Somebody with a profile like others have.</summary>
    public Account Add(string name)
    {
        int shard = IdSource.PickShard();
        Account account = new()
        {
            Id = ids.Next(shard),
            Shard = shard,
            Username = name,
            DisplayName = string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..]} of Weft"),
            Note = "Weaves, rides, reads. Says what comes to mind, mostly about #weaving and #bicycles. https://weft.example/about",
            CreatedAt = now,
        };
        rows.Add(account);
        rows.Add(new Handle { Name = name, AccountId = account.Id });
        return account;
    }

    /// <summary>Lets one follow another.</summary>
    public void Follow(Account follower, Account followee)
    {
        follower.FollowingCount++;
        followee.FollowersCount++;
        rows.Add(
            new Follow
            {
                FollowerId = follower.Id,
                FolloweeId = followee.Id,
                Id = ids.Next(follower.Shard),
                Shard = follower.Shard,
            }
        );
    }

    /// <summary>Lets somebody in with a token of that app.</summary>
    public Person LetIn(Account account, long appId)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        rows.Add(
            new Login
            {
                AccountId = account.Id,
                Shard = account.Shard,
                Email = $"{account.Username}@people.example",
                SecurityStamp = token,
                CreatedAt = now,
                EmailConfirmedAt = now,
                ApprovedAt = now,
            }
        );
        rows.Add(
            new AccessToken
            {
                Id = ids.Next(account.Shard),
                Shard = account.Shard,
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
                AppId = appId,
                AccountId = account.Id,
                Scopes = "read write follow push",
                CreatedAt = now,
                LastUsedAt = now,
            }
        );
        return new Person(account.Id, token);
    }
}

/// <summary>Somebody who can call the API.</summary>
/// <param name="Id">The account.</param>
/// <param name="Token">The access token.</param>
internal sealed record Person(long Id, string Token);
