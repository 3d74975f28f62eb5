using Weft.Core;
using Weft.Core.Reports;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Flag: somebody of another server, mostly the server itself, reports one of us with some of their posts. It becomes a
/// report for the moderators; who is reported is not told.
/// </summary>
internal sealed class TakeFlag(KnownThings things, HostRules hosts) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Flag];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (await hosts.RejectsReportsAsync(received.Actor.Uri, cancellation))
        {
            return "Reports of this server are left out.";
        }

        string[] named = [.. received.Activity.Objects.Select(o => o.Id).OfType<string>().Where(things.IsLocal).Take(Report.MaxPosts + 1)];
        IReadOnlyList<long> people = await things.AccountsAsync(named, cancellation);
        List<long> posts = [];
        foreach (string id in named)
        {
            if (await things.PostAsync(id, cancellation) is long post)
            {
                posts.Add(post);
            }
        }

        long? target =
            people.Count > 0 ? people[0]
            : posts.Count > 0 ? await things.AuthorAsync(posts[0], cancellation)
            : null;
        if (target is not long reported)
        {
            return "Nobody of this server is reported.";
        }

        string words = received.Activity.Content ?? "";
        Outcome<Report> filed = await new FileReportHandler(received.Writer).RunAsync(
            new FileReport(
                received.Actor.AccountId,
                reported,
                [.. posts.Take(Report.MaxPosts)],
                words.Length > Report.MaxComment ? words[..Report.MaxComment] : words
            ),
            cancellation
        );
        return filed.Succeeded ? "The report waits for the moderators." : "The report was taken before, or its account is gone.";
    }
}
