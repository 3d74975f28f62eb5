using Weft.Core.Posts.Text;

namespace Weft.Federation.Documents.Activities;

/// <summary>Reads activities.</summary>
internal static class ActivityReading
{
    public static ReadResult Read(ForeignObject json, ActivityKind kind)
    {
        List<string> actors = [.. json.Ids("actor", 2)];
        if (actors is not [var actor])
        {
            return ReadResult.Refused(DocumentFault.NoActor, "An activity does not name one actor.");
        }

        string? id = json.Id("id");
        if (id is null && json.Has("id") && json.Text("id", Limits.Address) is not null)
        {
            return ReadResult.Refused(DocumentFault.NoId, "An activity's id is no id.");
        }

        if (id is not null && !Origin.Same(id, actor))
        {
            return ReadResult.Refused(DocumentFault.ForeignOwner, "An activity is on another origin than its actor.");
        }

        List<Reference> objects = [.. json.References("object")];
        if (objects.Count == 0 && kind != ActivityKind.Other)
        {
            return ReadResult.Refused(DocumentFault.NoObject, "An activity has no object.");
        }

        return new ActivityDocument
        {
            Id = id,
            Types = json.Types,
            Kind = kind,
            Actor = actor,
            Objects = objects,
            Target = json.Reference("target"),
            Instrument = json.Reference("instrument"),
            Result = json.Reference("result"),
            Addressing = Addressing.Read(json),
            Published = json.PastTime("published"),
            Content = Content(json),
            Emojis = TagReading.Emojis(json),
            Authorization = json.Id("likeAuthorization") ?? json.Id("announceAuthorization") ?? json.Id("approvedBy"),
            HasProof = json.Has("proof"),
            HasLinkedDataSignature = json.Has("signature"),
        };
    }

    private static string? Content(ForeignObject json)
    {
        string? content = json.Text("content", Limits.Summary) ?? json.Text("_misskey_reaction", Limits.Summary);
        return content is not null && Clean.Text(content) is { Length: > 0 } cleaned ? cleaned : null;
    }
}
