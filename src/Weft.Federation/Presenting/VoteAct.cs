using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>How a vote in another server's poll is told: a note that names the choice and answers the poll, for its author alone.</summary>
/// <param name="addresses">This server's.</param>
public sealed class VoteAct(LocalAddresses addresses)
{
    /// <summary>The vote's Create.</summary>
    /// <param name="username">Who votes.</param>
    /// <param name="number">The vote's number.</param>
    /// <param name="title">The words of the choice.</param>
    /// <param name="poll">The poll's id.</param>
    /// <param name="author">Whose poll it is.</param>
    public Outgoing Create(string username, long number, string title, string poll, string author)
    {
        string id = addresses.Sent(LocalKind.Vote, username, number);
        string actor = addresses.Actor(username);
        Inlay vote = Inlay.Of(
            JsonContexts.Plain,
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "Note");
                json.WriteString("name", title);
                json.WriteString("attributedTo", actor);
                json.WriteString("inReplyTo", poll);
                json.WriteAll("to", [author]);
            }
        );
        return new Outgoing("Create", id + "/activity", actor, [vote]) { To = [author] };
    }
}
