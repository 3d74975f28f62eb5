using Weft.Core.Posts;

namespace Weft.Federation.Presenting;

/// <summary>The talk about likes, replies and reposts that are asked for first, in GoToSocial's words: ask, allow, refuse; and the stamp.</summary>
/// <param name="addresses">This server's.</param>
public sealed class InteractionActs(LocalAddresses addresses)
{
    private readonly Acts _acts = new(addresses);
    private readonly NoteJson _notes = new(addresses);

    /// <summary>May this post answer that one?</summary>
    /// <param name="note">The reply, inlined: nobody else may read it yet.</param>
    /// <param name="target">The id of the post that it answers.</param>
    /// <param name="author">The id of that post's author.</param>
    /// <param name="again">What tells it from a request before it; null for the first.</param>
    public Outgoing Request(PresentedNote note, string target, string author, long? again)
    {
        ArgumentNullException.ThrowIfNull(note);
        Inlay reply = Inlay.Of(JsonContexts.Note, json => _notes.Members(json, note));
        return Request(LocalKind.ReplyRequest, note.Post.Author.Username, note.Post.Id, again, reply, target, author);
    }

    /// <summary>May this be done to that post?</summary>
    /// <param name="username">Who asks.</param>
    /// <param name="number">The row of the like or repost.</param>
    /// <param name="act">The Like or Announce.</param>
    /// <param name="target">The id of the post.</param>
    /// <param name="author">The id of its author.</param>
    /// <param name="again">What tells it from a request before it; null for the first.</param>
    public Outgoing Request(string username, long number, Outgoing act, string target, string author, long? again)
    {
        ArgumentNullException.ThrowIfNull(act);
        LocalKind kind = act.Type == "Like" ? LocalKind.LikeRequest : LocalKind.AnnounceRequest;
        return Request(kind, username, number, again, Inlay.Of(act), target, author);
    }

    /// <summary>Yes.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="username">The post's author.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="asked">The request, as it was asked.</param>
    /// <param name="stamp">The stamp's id.</param>
    public Outgoing Accept(Interaction kind, string username, long number, QuoteAsked asked, string stamp) =>
        Answer("Accept", kind, username, number, asked) with
        {
            Result = stamp,
        };

    /// <summary>Yes, to what was done without having been asked for.</summary>
    /// <inheritdoc cref="Accept"/>
    public Outgoing Let(string username, long number, QuoteAsked asked, string stamp)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return _acts.Sent("Accept", username, number, asked.Quoting) with { Target = asked.Quoted, To = [asked.Actor], Result = stamp };
    }

    /// <summary>No.</summary>
    /// <inheritdoc cref="Accept"/>
    public Outgoing Reject(Interaction kind, string username, long number, QuoteAsked asked) =>
        Answer("Reject", kind, username, number, asked);

    /// <summary>The stamp.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="username">The post's author.</param>
    /// <param name="stamp">The stamp's id.</param>
    /// <param name="interacting">The id of the Like, reply or Announce.</param>
    /// <param name="target">The id of the post.</param>
    public byte[] Stamp(Interaction kind, string username, string stamp, string interacting, string target) =>
        ForeignReadable.Document(
            JsonContexts.Interaction,
            json =>
            {
                json.WriteString("id", stamp);
                json.WriteString("type", Word(kind) + "Authorization");
                json.WriteString("attributedTo", addresses.Actor(username));
                json.WriteString("interactingObject", interacting);
                json.WriteString("interactionTarget", target);
            }
        );

    private Outgoing Request(LocalKind kind, string username, long number, long? again, Inlay instrument, string target, string author) =>
        new(
            kind.ToString(),
            again is long time ? addresses.SentAgain(kind, username, number, time) : addresses.Sent(kind, username, number),
            addresses.Actor(username),
            [target]
        )
        {
            Instrument = instrument,
            To = [author],
        };

    private Outgoing Answer(string type, Interaction kind, string username, long number, QuoteAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        Outgoing request = new(Word(kind) + "Request", asked.Id, asked.Actor, [asked.Quoted]) { Instrument = asked.Quoting };
        return _acts.Sent(type, username, number, Inlay.Of(request)) with { To = [asked.Actor] };
    }

    private static string Word(Interaction kind) => kind == Interaction.Repost ? "Announce" : kind.ToString();
}
