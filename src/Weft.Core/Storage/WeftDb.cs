using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Invitations;
using Weft.Core.Accounts.Moving;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Core.Reports;
using Weft.Core.Safety;

namespace Weft.Core.Storage;

/// <summary>
/// All facts. The same model on SQLite and PostgreSQL; each table's shape stands beside its feature. Read through
/// <see cref="IDbContextFactory{TContext}"/>, write through <see cref="IWriter"/>.
/// </summary>
public sealed class WeftDb(DbContextOptions<WeftDb> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Handle> Handles => Set<Handle>();
    public DbSet<Login> Logins => Set<Login>();
    public DbSet<EmailAddress> EmailAddresses => Set<EmailAddress>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<ClientApp> Apps => Set<ClientApp>();
    public DbSet<AuthorizationCode> AuthorizationCodes => Set<AuthorizationCode>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<FollowRequest> FollowRequests => Set<FollowRequest>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<DomainBlock> DomainBlocks => Set<DomainBlock>();
    public DbSet<AccountNote> AccountNotes => Set<AccountNote>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<GonePost> GonePosts => Set<GonePost>();
    public DbSet<Poll> Polls => Set<Poll>();
    public DbSet<PollVote> PollVotes => Set<PollVote>();
    public DbSet<PostMention> PostMentions => Set<PostMention>();
    public DbSet<PostTag> PostTags => Set<PostTag>();
    public DbSet<PostEdit> PostEdits => Set<PostEdit>();
    public DbSet<MediaAttachment> Media => Set<MediaAttachment>();
    public DbSet<CustomEmoji> CustomEmojis => Set<CustomEmoji>();
    public DbSet<RemoteMedia> RemoteMedia => Set<RemoteMedia>();
    public DbSet<CachedPicture> CachedPictures => Set<CachedPicture>();
    public DbSet<Like> Likes => Set<Like>();
    public DbSet<AccountMove> AccountMoves => Set<AccountMove>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<InteractionStamp> InteractionStamps => Set<InteractionStamp>();
    public DbSet<Bookmark> Bookmarks => Set<Bookmark>();
    public DbSet<ConversationMute> ConversationMutes => Set<ConversationMute>();
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();
    public DbSet<CountChange> CountChanges => Set<CountChange>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationCounter> NotificationCounters => Set<NotificationCounter>();
    public DbSet<Marker> Markers => Set<Marker>();
    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<RemoteActor> RemoteActors => Set<RemoteActor>();
    public DbSet<ForeignUri> ForeignUris => Set<ForeignUri>();
    public DbSet<OutboxReading> OutboxReadings => Set<OutboxReading>();
    public DbSet<ActorKey> ActorKeys => Set<ActorKey>();
    public DbSet<RemoteHost> RemoteHosts => Set<RemoteHost>();
    public DbSet<OutboxEntry> OutboxEntries => Set<OutboxEntry>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<ReceivedActivity> ReceivedActivities => Set<ReceivedActivity>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WeftDb).Assembly);

    /// <summary>Moments are stored as milliseconds since 1970 on both databases, so that both compare and sort them alike.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentConverter>();
}
