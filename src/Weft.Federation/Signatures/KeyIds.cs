namespace Weft.Federation.Signatures;

/// <summary>What a key's id may look like: "acct:" and anything else that can't be fetched is refused.</summary>
internal static class KeyIds
{
    private const int Longest = 2048;

    public static bool AreUsable(string keyId) =>
        keyId.Length <= Longest
        && keyId.All(character => character is > ' ' and <= '~')
        && Uri.TryCreate(keyId, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.IdnHost.Length > 0;
}
