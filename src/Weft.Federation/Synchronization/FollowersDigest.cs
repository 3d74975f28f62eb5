using System.Security.Cryptography;
using System.Text;

namespace Weft.Federation.Synchronization;

/// <summary>
/// A digest of a set of followers, whatever their order (FEP-8fcf): the SHA-256 of each id, all combined by exclusive or.
/// </summary>
public sealed class FollowersDigest
{
    private readonly byte[] sum = new byte[SHA256.HashSizeInBytes];

    /// <summary>Adds a follower's id.</summary>
    public FollowersDigest Add(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] ^= hash[i];
        }

        return this;
    }

    /// <summary>The digest in lower hex; zeros for nobody.</summary>
    public override string ToString() => Convert.ToHexStringLower(sum);
}
