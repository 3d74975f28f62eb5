using System.Collections.Frozen;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Documents;

/// <summary>Which type is read as what. Matched by the plain name alone.</summary>
internal static class DocumentTypes
{
    public static readonly FrozenDictionary<string, Func<ForeignObject, ReadResult>> Readers = Build();

    private static FrozenDictionary<string, Func<ForeignObject, ReadResult>> Build()
    {
        Dictionary<string, Func<ForeignObject, ReadResult>> readers = new(StringComparer.Ordinal)
        {
            ["Tombstone"] = Tombstone,
            ["Collection"] = json => CollectionReading.Read(json, ordered: false, page: false),
            ["OrderedCollection"] = json => CollectionReading.Read(json, ordered: true, page: false),
            ["CollectionPage"] = json => CollectionReading.Read(json, ordered: false, page: true),
            ["OrderedCollectionPage"] = json => CollectionReading.Read(json, ordered: true, page: true),
            ["Key"] = ActorKeys.ReadAlone,
            ["CryptographicKey"] = ActorKeys.ReadAlone,
            ["Multikey"] = ActorKeys.ReadAlone,
            ["TentativeAccept"] = json => ActivityReading.Read(json, ActivityKind.Accept),
            ["TentativeReject"] = json => ActivityReading.Read(json, ActivityKind.Reject),
        };
        foreach (ActorKind kind in Enum.GetValues<ActorKind>())
        {
            readers[kind.ToString()] = json => ActorReading.Read(json, kind);
        }

        foreach (PostKind kind in Enum.GetValues<PostKind>())
        {
            readers[kind.ToString()] = json => PostReading.Read(json, kind);
        }

        foreach (ActivityKind kind in Enum.GetValues<ActivityKind>().Where(k => k != ActivityKind.Other))
        {
            readers[kind.ToString()] = json => ActivityReading.Read(json, kind);
        }

        foreach (StampKind kind in Enum.GetValues<StampKind>())
        {
            readers[$"{kind}Authorization"] = readers[$"{kind}Approval"] = json => Stamp(json, kind);
        }

        return readers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ReadResult Tombstone(ForeignObject json)
    {
        string? id = json.Id("id");
        return id is null && json.Nesting == 0
            ? ReadResult.Refused(DocumentFault.NoId, "A tombstone has no id.")
            : new TombstoneDocument
            {
                Id = id,
                Types = json.Types,
                FormerType = json.Word("formerType"),
                Deleted = json.PastTime("deleted"),
            };
    }

    private static ReadResult Stamp(ForeignObject json, StampKind kind)
    {
        if (json.Id("id") is not { } id)
        {
            return ReadResult.Refused(DocumentFault.NoId, "A stamp has no id.");
        }

        if ((json.Id("attributedTo") ?? json.Id("actor")) is not { } author)
        {
            return ReadResult.Refused(DocumentFault.NoOwner, "A stamp has no author.");
        }

        if (!Origin.Same(id, author))
        {
            return ReadResult.Refused(DocumentFault.ForeignOwner, "A stamp is on another origin than its author.");
        }

        string? interacting = json.Id("interactingObject") ?? json.Id("object");
        string? target = json.Id("interactionTarget") ?? json.Id("target");
        return interacting is null || target is null
            ? ReadResult.Refused(DocumentFault.NoObject, "A stamp does not say what it allows.")
            : new StampDocument
            {
                Id = id,
                Types = json.Types,
                Kind = kind,
                AttributedTo = author,
                InteractingObject = interacting,
                InteractionTarget = target,
            };
    }
}
