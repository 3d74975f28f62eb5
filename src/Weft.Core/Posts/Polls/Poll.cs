using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Core.Posts.Polls;

/// <summary>
/// The poll of a post. Votes on polls of this server are counted where they stand (<see cref="PollVote"/>); what another
/// server counted is kept as it says.
/// </summary>
public sealed class Poll
{
    /// <summary>The post, which has <see cref="Post.HasPoll"/>.</summary>
    public long PostId { get; set; }

    /// <summary>The author's logical shard.</summary>
    public int Shard { get; set; }

    /// <summary>What can be chosen, in order.</summary>
    public List<string> Options { get; set; } = [];

    /// <summary>More than one can be chosen.</summary>
    public bool Multiple { get; set; }

    /// <summary>What was chosen how often is told at the end only.</summary>
    public bool HidesTotals { get; set; }

    /// <summary>Until when one may vote; null for ever (of other servers alone).</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>How often each option was chosen, as another server counts; empty for what is counted here.</summary>
    public List<long> ForeignCounts { get; set; } = [];

    /// <summary>How many people voted, as another server counts; null when it does not say.</summary>
    public long? ForeignVoters { get; set; }

    /// <summary>When other servers are to be told of new votes; null when they know.</summary>
    public DateTimeOffset? TellAt { get; set; }

    /// <summary>The last of the voters, by id, who was told of the end.</summary>
    public long ToldUpTo { get; set; }

    /// <summary>When all had been told of the end; null before.</summary>
    public DateTimeOffset? EndToldAt { get; set; }
}

/// <summary>Somebody chose an option.</summary>
public sealed class PollVote
{
    /// <summary>The poll.</summary>
    public long PostId { get; set; }

    /// <summary>Who voted.</summary>
    public long VoterId { get; set; }

    /// <summary>The option's place, from 0 on.</summary>
    public int Choice { get; set; }

    /// <summary>A snowflake on the voter's shard.</summary>
    public long Id { get; set; }

    /// <summary>The voter's logical shard.</summary>
    public int Shard { get; set; }
}

internal sealed class PollConfiguration : IEntityTypeConfiguration<Poll>
{
    public void Configure(EntityTypeBuilder<Poll> poll)
    {
        poll.HasKey(p => p.PostId);
        poll.Property(p => p.PostId).ValueGeneratedNever();
        poll.HasOne<Post>().WithOne().HasForeignKey<Poll>(p => p.PostId).OnDelete(DeleteBehavior.Cascade);
        poll.HasIndex(p => p.EndsAt).HasFilter("\"EndToldAt\" IS NULL");
        poll.HasIndex(p => p.TellAt).HasFilter("\"TellAt\" IS NOT NULL");
    }
}

internal sealed class PollVoteConfiguration : IEntityTypeConfiguration<PollVote>
{
    public void Configure(EntityTypeBuilder<PollVote> vote)
    {
        vote.HasKey(v => new
        {
            v.PostId,
            v.VoterId,
            v.Choice,
        });
        vote.HasIndex(v => new { v.PostId, v.Choice });
        vote.HasIndex(v => v.VoterId);
    }
}
