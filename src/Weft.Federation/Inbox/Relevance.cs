using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Inbox;

/// <summary>
/// Whether an activity of somebody who is not known here can concern anybody: it has to name something of this server, or
/// a post that is known. Nobody is looked up for less.
/// </summary>
internal static class Relevance
{
    private const int Looked = 100;

    public static async Task<bool> MayConcernAsync(
        ActivityDocument activity,
        long? recipientId,
        KnownThings things,
        CancellationToken cancellation
    )
    {
        if (recipientId is not null || Named(activity).Take(Looked).Any(things.IsLocal))
        {
            return true;
        }

        return activity.Object?.Inlined is PostDocument { InReplyTo: { } answered }
            && await things.PostAsync(answered, cancellation) is not null;
    }

    private static IEnumerable<string> Named(ActivityDocument activity)
    {
        foreach (Reference done in activity.Objects.Append(activity.Target).OfType<Reference>())
        {
            if (done.Id is { } id)
            {
                yield return id;
            }

            if (done.Inlined is ActivityDocument inner)
            {
                yield return inner.Actor;
                if (inner.Object?.Id is { } innermost)
                {
                    yield return innermost;
                }
            }

            if (done.Inlined is PostDocument post)
            {
                foreach (string named in post.Mentions.Select(m => m.Href).Concat(post.Addressing.All).Take(Looked))
                {
                    yield return named;
                }

                foreach (string tied in new[] { post.InReplyTo, post.Quote?.Id }.OfType<string>())
                {
                    yield return tied;
                }
            }
        }

        foreach (string addressed in activity.Addressing.All)
        {
            yield return addressed;
        }
    }
}
