using Weft.Core;
using Weft.Core.Posts.Polls;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox;

/// <summary>
/// Votes in polls of this server: notes that name a choice and answer the poll. GoToSocial sends all choices of one person
/// in one Create, others one after the other.
/// </summary>
internal sealed class TakenVotes(KnownThings things)
{
    private const int Most = 20;

    /// <summary>The votes that an activity holds, of its own actor; none when it is about something else.</summary>
    public IReadOnlyList<PostDocument> Of(Received received) =>
        [
            .. received
                .Activity.Objects.Take(Most)
                .Select(said => said.Inlined as PostDocument)
                .OfType<PostDocument>()
                .Where(said => said.IsVote && Embedding.Believes(received.Actor.Uri, said) && things.IsLocal(said.InReplyTo!)),
        ];

    /// <summary>Counts them.</summary>
    public async Task<string> TakeAsync(IReadOnlyList<PostDocument> votes, Received received, CancellationToken cancellation)
    {
        string poll = votes[0].InReplyTo!;
        if (await things.PostAsync(poll, cancellation) is not long post)
        {
            return "The poll is not known.";
        }

        string[] titles = [.. votes.Where(v => v.InReplyTo == poll).Select(v => PostPolls.Title(v.Name!))];
        Outcome<long> voted = await new VotePollHandler(received.Writer).RunAsync(
            new VotePoll(received.Actor.AccountId, post, []) { Titles = titles },
            cancellation
        );
        return voted.Succeeded
            ? "The vote is counted."
            : "The vote does not count: there is no such poll or choice, it has ended, or there was one before.";
    }
}
