using System.Diagnostics.Metrics;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Timelines;

namespace Weft.Server.Hosting;

/// <summary>Weft's own figures, counted from what was committed: <c>weft.posts</c>, <c>weft.reposts</c>, <c>weft.marks</c>, …</summary>
internal sealed class Measures : IEventListener
{
    private readonly Counter<long> posts;
    private readonly Counter<long> reposts;
    private readonly Counter<long> edits;
    private readonly Counter<long> deletions;
    private readonly Counter<long> marks;
    private readonly Counter<long> relationships;
    private readonly Counter<long> notifications;
    private readonly Counter<long> departures;

    public Measures(IMeterFactory meters, TimelineHub hub)
    {
        Meter meter = meters.Create(Telemetry.Name);
        posts = meter.CreateCounter<long>("weft.posts", "{post}", "Posts and replies published.");
        reposts = meter.CreateCounter<long>("weft.reposts", "{repost}", "Posts reposted.");
        edits = meter.CreateCounter<long>("weft.posts.edited", "{post}", "Posts edited.");
        deletions = meter.CreateCounter<long>("weft.posts.deleted", "{post}", "Posts and reposts deleted.");
        marks = meter.CreateCounter<long>("weft.marks", "{mark}", "Likes, bookmarks and pins set or taken away.");
        relationships = meter.CreateCounter<long>("weft.relationships", "{change}", "Follows, blocks and mutes begun, changed or ended.");
        notifications = meter.CreateCounter<long>("weft.notifications", "{notification}", "Notifications made.");
        departures = meter.CreateCounter<long>("weft.accounts.deleted", "{account}", "Accounts deleted.");
        meter.CreateObservableGauge("weft.timelines.live", () => hub.LiveTimelines, "{timeline}", "Home timelines in memory.");
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        switch (happened)
        {
            case PostPublished { IsHeld: true }:
                // Told of once more when it stands.
                break;
            case PostPublished { RepostOfId: null }:
                posts.Add(1);
                break;
            case PostPublished:
                reposts.Add(1);
                break;
            case PostEdited:
                edits.Add(1);
                break;
            case PostDeleted:
                deletions.Add(1);
                break;
            case PostMarkChanged:
                marks.Add(1);
                break;
            case RelationshipChanged:
                relationships.Add(1);
                break;
            case NotificationAdded:
                notifications.Add(1);
                break;
            case AccountDeleted:
                departures.Add(1);
                break;
        }
    }
}
