namespace Weft.Federation.Presenting;

/// <summary>The talk about quotes (FEP-044f): ask, allow, refuse; and the stamp that third servers read.</summary>
/// <param name="addresses">This server's.</param>
public sealed class QuoteActs(LocalAddresses addresses)
{
    private readonly Acts _acts = new(addresses);
    private readonly NoteJson _notes = new(addresses);

    /// <summary>May this post quote that one?</summary>
    /// <param name="note">The quoting post, inlined so that it can be read before it is public.</param>
    /// <param name="author">The id of the quoted post's author.</param>
    /// <param name="again">What tells it from a request before it; null for the first.</param>
    public Outgoing Request(PresentedNote note, string author, long? again = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Quote is not { } quote)
        {
            throw new ArgumentException("The post quotes nothing.", nameof(note));
        }

        string username = note.Post.Author.Username;
        string id = again is long time
            ? addresses.SentAgain(LocalKind.QuoteRequest, username, note.Post.Id, time)
            : addresses.Sent(LocalKind.QuoteRequest, username, note.Post.Id);
        return new Outgoing("QuoteRequest", id, addresses.Actor(username), [quote.Id])
        {
            Instrument = Inlay.Of(JsonContexts.Note, json => _notes.Members(json, note)),
            To = [author],
        };
    }

    /// <summary>Yes.</summary>
    /// <param name="username">The quoted post's author.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="asked">The request, as it was asked.</param>
    /// <param name="stamp">The stamp's id.</param>
    public Outgoing Accept(string username, long number, QuoteAsked asked, string stamp) =>
        Answer("Accept", username, number, asked) with
        {
            Result = stamp,
        };

    /// <summary>No.</summary>
    /// <inheritdoc cref="Accept"/>
    public Outgoing Reject(string username, long number, QuoteAsked asked) => Answer("Reject", username, number, asked);

    /// <summary>The stamp: whoever may read the quote may read it.</summary>
    /// <param name="username">The quoted post's author.</param>
    /// <param name="stamp">The stamp's id.</param>
    /// <param name="quoting">The id of the quoting post.</param>
    /// <param name="quoted">The id of the quoted post.</param>
    public byte[] Stamp(string username, string stamp, string quoting, string quoted) =>
        ForeignReadable.Document(
            JsonContexts.Interaction,
            json =>
            {
                json.WriteString("id", stamp);
                json.WriteString("type", "QuoteAuthorization");
                json.WriteString("attributedTo", addresses.Actor(username));
                json.WriteString("interactingObject", quoting);
                json.WriteString("interactionTarget", quoted);
            }
        );

    private Outgoing Answer(string type, string username, long number, QuoteAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        Outgoing request = new("QuoteRequest", asked.Id, asked.Actor, [asked.Quoted]) { Instrument = asked.Quoting };
        return _acts.Sent(type, username, number, Inlay.Of(request)) with { To = [asked.Actor] };
    }
}

/// <summary>A request to quote that another server sent.</summary>
/// <param name="Id">Its id; null where it had none.</param>
/// <param name="Actor">The id of who asks.</param>
/// <param name="Quoted">The id of the quoted post.</param>
/// <param name="Quoting">The id of the quoting post.</param>
public sealed record QuoteAsked(string? Id, string Actor, string Quoted, string Quoting);
