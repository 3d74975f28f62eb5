using System.Text.Json;

namespace Weft.Federation.Documents.Posts;

/// <summary>A poll as its server counts it.</summary>
/// <param name="Options">What can be chosen.</param>
/// <param name="Multiple">More than one can be chosen.</param>
/// <param name="EndsAt">Until when one may vote; null for ever.</param>
/// <param name="Closed">It has ended.</param>
/// <param name="VotersCount">How many people voted, when said.</param>
public sealed record Poll(IReadOnlyList<PollOption> Options, bool Multiple, DateTimeOffset? EndsAt, bool Closed, long? VotersCount);

/// <summary>A choice.</summary>
/// <param name="Name">Its words; a vote repeats them.</param>
/// <param name="Votes">How often it was chosen.</param>
public sealed record PollOption(string Name, long Votes);

/// <summary>Reads polls.</summary>
internal static class PollReading
{
    public static Poll? Read(ForeignObject json)
    {
        bool multiple = json.Has("anyOf");
        string field = multiple ? "anyOf" : "oneOf";
        List<PollOption> options = [];
        foreach (ForeignObject option in json.Objects(field, Limits.PollOptions))
        {
            if (option.Line("name", Limits.Name) is { } name)
            {
                options.Add(new PollOption(name, option.Objects("replies").FirstOrDefault()?.Count("totalItems") ?? 0));
            }
        }

        if (options.Count == 0)
        {
            return null;
        }

        // Misskey says by either that the time is over; closed may be a moment or just true.
        DateTimeOffset? closed = json.Raw("closed").ValueKind == JsonValueKind.String ? json.Time("closed") : null;
        DateTimeOffset? ends = json.Time("endTime") ?? closed;
        bool isClosed = json.Flag("closed") == true || closed <= json.Run.Now || ends <= json.Run.Now;
        return new Poll(options, multiple, ends, isClosed, json.Count("votersCount"));
    }
}
