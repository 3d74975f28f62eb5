using Weft.Core.Storage;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Signatures;

namespace Weft.Federation.Inbox;

/// <summary>By what an activity is known when it comes again.</summary>
internal static class ActivityKey
{
    /// <summary>
    /// By its id. What has none, and Follow, requests, Undo and their answers, by the signature: some use one id for every follow
    /// between the same two people, and a Follow that comes again wants to be answered again. Doing these twice changes
    /// nothing, and a replayed request has the old signature.
    /// </summary>
    public static OncePerActivity Writer(IWriter writer, ActivityDocument activity, SignatureVerdict verdict)
    {
        bool bySignature =
            activity.Id is null
            || activity.Kind
                is ActivityKind.Follow
                    or ActivityKind.Undo
                    or ActivityKind.QuoteRequest
                    or ActivityKind.LikeRequest
                    or ActivityKind.ReplyRequest
                    or ActivityKind.AnnounceRequest
                    or ActivityKind.Block
                    or ActivityKind.Accept
                    or ActivityKind.Reject;
        string signature = OncePerActivity.KeyOf($"signature {verdict.SignatureHash}");
        return bySignature ? new OncePerActivity(writer, signature, takenBack: null, deleted: null) : WriterById(writer, activity);
    }

    /// <summary>By its id, unless it was taken back before it came, or what it says was deleted by who says it.</summary>
    public static OncePerActivity WriterById(IWriter writer, ActivityDocument activity)
    {
        bool says = activity.Kind is ActivityKind.Create or ActivityKind.Update;
        return new OncePerActivity(
            writer,
            OncePerActivity.KeyOf(activity.Id!),
            OncePerActivity.TakenBackKeyOf(activity.Id!),
            says && activity.Object?.Id is { } said ? OncePerActivity.DeletedKeyOf(activity.Actor, said) : null
        );
    }
}
