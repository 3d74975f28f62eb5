using System.Globalization;
using System.Security.Cryptography;
using Weft.Bench.Town;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;

namespace Weft.Bench.Elsewhere;

/// <summary>Somebody of another server who says things.</summary>
/// <param name="Id">The id that the own server gives.</param>
/// <param name="Key">The key that signs.</param>
internal sealed record Stranger(string Id, RSA Key);

/// <summary>Rows of people of other servers, as they are after they were met.</summary>
internal sealed class Strangers(IdSource ids, OtherServers servers, DateTimeOffset now)
{
    private readonly List<object> rows = [];

    /// <summary>All rows that are to be written.</summary>
    public IReadOnlyList<object> Rows => rows;

    /// <summary>Somebody of the server of that number, whom the account follows here.</summary>
    public Stranger Speaker(int number, Person follower)
    {
        RSA key = RSA.Create(2048);
        Account account = Add(servers.Host(number), $"speaker{number}", key.ExportSubjectPublicKeyInfoPem());
        rows.Add(Following(follower.Id, account.Id, uri: null));
        return new Stranger(account.Uri!, key);
    }

    /// <summary>Somebody of the server of that number who follows the account here.</summary>
    public void Listener(int number, bool dead, Person author, string name)
    {
        string host = servers.Host(number, dead);
        Account account = Add(host, name, key: null);
        rows.Add(Following(account.Id, author.Id, string.Create(CultureInfo.InvariantCulture, $"http://{host}/follows/{author.Id}")));
    }

    private Follow Following(long follower, long followee, string? uri)
    {
        int shard = SnowflakeId.ShardOf(follower);
        return new Follow
        {
            FollowerId = follower,
            FolloweeId = followee,
            Id = ids.Next(shard),
            Shard = shard,
            Uri = uri,
        };
    }

    private Account Add(string host, string name, string? key)
    {
        int shard = IdSource.PickShard();
        string uri = $"http://{host}/users/{name}";
        Account account = new()
        {
            Id = ids.Next(shard),
            Shard = shard,
            Username = name,
            Domain = host,
            Uri = uri,
            CreatedAt = now,
        };
        rows.Add(account);
        rows.Add(new Handle { Name = $"{name}@{host}", AccountId = account.Id });
        rows.Add(
            new ForeignUri
            {
                Uri = uri,
                Kind = ForeignKind.Account,
                LocalId = account.Id,
            }
        );
        rows.Add(
            new RemoteActor
            {
                AccountId = account.Id,
                Shard = shard,
                Uri = uri,
                Inbox = $"{uri}/inbox",
                KeyId = key is null ? null : $"{uri}#main-key",
                PublicKeyPem = key,
                FetchedAt = now,
            }
        );
        return account;
    }
}
