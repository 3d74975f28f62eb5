using System.Text.Json;
using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>
/// The contexts of what Weft says, always in the same words: those who read linked data get every term that is used, and
/// those who look for words find them.
/// </summary>
internal static class JsonContexts
{
    /// <summary>Of activities that use ActivityStreams' own terms alone.</summary>
    public const string Plain = "\"" + ActivityStreams.Context + "\"";

    /// <summary>Of actors and their Updates.</summary>
    public static readonly string Actor = Compact(
        """
        ["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1","https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1",
         {"manuallyApprovesFollowers":"as:manuallyApprovesFollowers","alsoKnownAs":{"@id":"as:alsoKnownAs","@type":"@id"},
          "movedTo":{"@id":"as:movedTo","@type":"@id"},"Hashtag":"as:Hashtag","sensitive":"as:sensitive",
          "toot":"http://joinmastodon.org/ns#","featured":{"@id":"toot:featured","@type":"@id"},
          "featuredTags":{"@id":"toot:featuredTags","@type":"@id"},"discoverable":"toot:discoverable","indexable":"toot:indexable",
          "suspended":"toot:suspended","memorial":"toot:memorial","Emoji":"toot:Emoji",
          "schema":"http://schema.org#","PropertyValue":"schema:PropertyValue","value":"schema:value",
          "webfinger":"https://purl.archive.org/socialweb/webfinger#webfinger"}]
        """
    );

    /// <summary>Of posts, their Creates and Updates.</summary>
    public static readonly string Note = Compact(
        """
        ["https://www.w3.org/ns/activitystreams",
         {"sensitive":"as:sensitive","Hashtag":"as:Hashtag","toot":"http://joinmastodon.org/ns#","Emoji":"toot:Emoji",
          "focalPoint":{"@container":"@list","@id":"toot:focalPoint"},"blurhash":"toot:blurhash","votersCount":"toot:votersCount",
          "ostatus":"http://ostatus.org#","conversation":"ostatus:conversation","atomUri":"ostatus:atomUri","inReplyToAtomUri":"ostatus:inReplyToAtomUri",
          "quote":{"@id":"https://w3id.org/fep/044f#quote","@type":"@id"},
          "quoteAuthorization":{"@id":"https://w3id.org/fep/044f#quoteAuthorization","@type":"@id"},
          "quoteUri":"http://fedibird.com/ns#quoteUri","quoteUrl":"as:quoteUrl","_misskey_quote":"https://misskey-hub.net/ns#_misskey_quote",
          "gts":"https://gotosocial.org/ns#",
          "interactionPolicy":{"@id":"gts:interactionPolicy","@type":"@id"},"canQuote":{"@id":"gts:canQuote","@type":"@id"},
          "canReply":{"@id":"gts:canReply","@type":"@id"},"canLike":{"@id":"gts:canLike","@type":"@id"},"canAnnounce":{"@id":"gts:canAnnounce","@type":"@id"},
          "automaticApproval":{"@id":"gts:automaticApproval","@type":"@id"},"manualApproval":{"@id":"gts:manualApproval","@type":"@id"},
          "replyAuthorization":{"@id":"gts:replyAuthorization","@type":"@id"}}]
        """
    );

    /// <summary>Of requests to interact, the answers to them, stamps, and the likes and reposts that stand by one.</summary>
    public static readonly string Interaction = Compact(
        """
        ["https://www.w3.org/ns/activitystreams",
         {"QuoteRequest":"https://w3id.org/fep/044f#QuoteRequest","QuoteAuthorization":"https://w3id.org/fep/044f#QuoteAuthorization",
          "gts":"https://gotosocial.org/ns#","interactingObject":{"@id":"gts:interactingObject","@type":"@id"},
          "interactionTarget":{"@id":"gts:interactionTarget","@type":"@id"},
          "LikeRequest":"gts:LikeRequest","ReplyRequest":"gts:ReplyRequest","AnnounceRequest":"gts:AnnounceRequest",
          "LikeAuthorization":"gts:LikeAuthorization","ReplyAuthorization":"gts:ReplyAuthorization","AnnounceAuthorization":"gts:AnnounceAuthorization",
          "likeAuthorization":{"@id":"gts:likeAuthorization","@type":"@id"},"announceAuthorization":{"@id":"gts:announceAuthorization","@type":"@id"},
          "approvedBy":{"@id":"gts:approvedBy","@type":"@id"}}]
        """
    );

    /// <summary>Of a request that brings the post that asks.</summary>
    public static readonly string NoteInInteraction = Interaction[..^1] + Note[Note.IndexOf(",{", StringComparison.Ordinal)..];

    /// <summary>The same context for a document that gets an integrity proof: the proof's own follows on ActivityStreams'.</summary>
    public static string WithProof(string context) =>
        context == Plain ? $"[{Plain},{Proof}]" : context.Replace(Plain, $"{Plain},{Proof}", StringComparison.Ordinal);

    private const string Proof = "\"https://w3id.org/security/data-integrity/v1\"";

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json), ForeignReadable.Options);
}
