using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Notifications;

/// <summary>What somebody is told of.</summary>
public enum NotificationKind
{
    /// <summary>Somebody follows you.</summary>
    Follow = 0,

    /// <summary>Somebody asks to follow you.</summary>
    FollowRequest = 1,

    /// <summary>Somebody mentions you; a reply is a mention whose post answers one of yours.</summary>
    Mention = 2,

    /// <summary>Somebody reposted your post.</summary>
    Repost = 3,

    /// <summary>Somebody likes your post.</summary>
    Like = 4,

    /// <summary>Somebody quoted your post.</summary>
    Quote = 5,

    /// <summary>Somebody whom you asked to be told of has posted.</summary>
    Post = 6,

    /// <summary>A post that you reposted was edited.</summary>
    Edit = 7,

    /// <summary>A post that you quoted was edited.</summary>
    QuotedEdit = 8,

    /// <summary>Somebody signed up (told to those who moderate).</summary>
    SignUp = 9,

    /// <summary>A poll that you asked or voted in has ended.</summary>
    PollEnded = 10,
}

/// <summary>One thing that an account is told of. Numbered for each account, below 2^53, since clients force small numbers.</summary>
public sealed class Notification
{
    /// <summary>Who is told.</summary>
    public long AccountId { get; set; }

    /// <summary>1, 2, 3, … for each account; never used twice.</summary>
    public long Number { get; set; }

    /// <summary>The logical shard of who is told.</summary>
    public int Shard { get; set; }

    /// <summary>Of what.</summary>
    public NotificationKind Kind { get; set; }

    /// <summary>Who did it.</summary>
    public long ActorId { get; set; }

    /// <summary>The post that it is about: the liked or reposted one, or the one that mentions or quotes.</summary>
    public long? PostId { get; set; }

    /// <summary>The conversation of that post, so that a muted one is left out.</summary>
    public long? ConversationId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Which notifications are shown as one: letters, digits and hyphens.</summary>
    public required string GroupKey { get; set; }
}

/// <summary>The last number given to a notification of an account.</summary>
public sealed class NotificationCounter
{
    /// <summary>Whose.</summary>
    public long AccountId { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The last number given.</summary>
    public long Last { get; set; }
}

/// <summary>How far somebody has read a timeline.</summary>
public sealed class Marker
{
    /// <summary>The name of the home timeline.</summary>
    public const string Home = "home";

    /// <summary>The name of the list of notifications, whose ids are their numbers.</summary>
    public const string Notifications = "notifications";

    /// <summary>Whose.</summary>
    public long AccountId { get; set; }

    /// <summary><c>home</c> or <c>notifications</c>.</summary>
    public required string Timeline { get; set; }

    /// <summary>The account's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>The newest id that was read.</summary>
    public long LastReadId { get; set; }

    /// <summary>Grows by one with each change.</summary>
    public int Version { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Somebody has a new notification.</summary>
public sealed record NotificationAdded(long AccountId, long Number, NotificationKind Kind) : WeftEvent;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.HasKey(n => new { n.AccountId, n.Number });
        notification.HasIndex(n => new { n.AccountId, n.GroupKey });
        notification.HasIndex(n => new { n.PostId, n.ActorId });
        notification.HasIndex(n => n.ActorId);
    }
}

internal sealed class NotificationCounterConfiguration : IEntityTypeConfiguration<NotificationCounter>
{
    public void Configure(EntityTypeBuilder<NotificationCounter> counter)
    {
        counter.HasKey(c => c.AccountId);
        counter.Property(c => c.AccountId).ValueGeneratedNever();
    }
}

internal sealed class MarkerConfiguration : IEntityTypeConfiguration<Marker>
{
    public void Configure(EntityTypeBuilder<Marker> marker) => marker.HasKey(m => new { m.AccountId, m.Timeline });
}
