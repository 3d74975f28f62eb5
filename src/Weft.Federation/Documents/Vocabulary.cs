using System.Collections.Frozen;

namespace Weft.Federation.Documents;

/// <summary>
/// The plain names of terms. Documents are read by plain keys; a prefixed name (<c>toot:featured</c>) or a whole IRI is
/// understood by this table alone: a context is a hint, and none is ever fetched.
/// </summary>
internal static class Vocabulary
{
    private static readonly FrozenDictionary<string, string> Keywords = new Dictionary<string, string>
    {
        ["@id"] = "id",
        ["@type"] = "type",
    }.ToFrozenDictionary();

    private static readonly string[] ActivityStreamsPrefixes = ["as:", "https://www.w3.org/ns/activitystreams#", "activitystreams:"];

    private static readonly FrozenDictionary<string, string> Others = Spell(
        (
            "toot:",
            "http://joinmastodon.org/ns#",
            "featured featuredTags discoverable indexable suspended memorial Emoji focalPoint blurhash votersCount attributionDomains"
        ),
        (
            "sec:",
            "https://w3id.org/security#",
            "publicKey publicKeyPem owner controller Key Multikey publicKeyMultibase assertionMethod proof signature"
        ),
        ("schema:", "http://schema.org#", "PropertyValue value"),
        (
            "misskey:",
            "https://misskey-hub.net/ns#",
            "_misskey_content _misskey_quote _misskey_reaction _misskey_votes _misskey_summary isCat"
        ),
        (
            "gts:",
            "https://gotosocial.org/ns#",
            "interactionPolicy canLike canReply canAnnounce canQuote canFeature always approvalRequired automaticApproval manualApproval approvedBy "
                + "replyAuthorization likeAuthorization announceAuthorization interactingObject interactionTarget LikeRequest ReplyRequest AnnounceRequest "
                + "LikeAuthorization ReplyAuthorization AnnounceAuthorization LikeApproval ReplyApproval AnnounceApproval"
        ),
        ("fep044f:", "https://w3id.org/fep/044f#", "quote quoteAuthorization QuoteRequest QuoteAuthorization"),
        ("fedibird:", "http://fedibird.com/ns#", "quoteUri"),
        ("litepub:", "http://litepub.social/ns#", "EmojiReact ChatMessage"),
        ("ostatus:", "http://ostatus.org#", "conversation atomUri inReplyToAtomUri"),
        ("pixelfed:", "http://pixelfed.org/ns#", "commentsEnabled capabilities"),
        ("pt:", "https://joinpeertube.org/ns#", "commentsEnabled"),
        ("ldp:", "http://www.w3.org/ns/ldp#", "inbox"),
        ("webfinger:", "https://purl.archive.org/socialweb/webfinger#", "webfinger")
    );

    /// <summary>The plain name of a key or a type; itself when it is one, or unknown.</summary>
    public static string Plain(string name)
    {
        if (!name.Contains(':', StringComparison.Ordinal))
        {
            return name.StartsWith('@') && Keywords.TryGetValue(name, out string? keyword) ? keyword : name;
        }

        foreach (string prefix in ActivityStreamsPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                string term = name[prefix.Length..];
                return term is "id" or "type" || term.StartsWith('@') ? name : term;
            }
        }

        return Others.GetValueOrDefault(name, name);
    }

    /// <summary>True for keys whose meaning must not depend on which of two spellings is read.</summary>
    public static bool IsCrucial(string plain) =>
        plain is "id" or "type" or "actor" or "object" or "attributedTo" or "target" or "instrument" or "result" or "to" or "cc";

    private static FrozenDictionary<string, string> Spell(params (string Prefix, string Namespace, string Terms)[] vocabularies) =>
        vocabularies
            .SelectMany(v => v.Terms.Split(' ').SelectMany(t => new[] { (v.Prefix + t, t), (v.Namespace + t, t) }))
            .ToFrozenDictionary(spelling => spelling.Item1, spelling => spelling.Item2, StringComparer.Ordinal);
}
