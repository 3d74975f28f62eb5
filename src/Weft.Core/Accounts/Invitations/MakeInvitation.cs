using System.Security.Cryptography;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Invitations;

/// <summary>Makes a link by which people may sign up.</summary>
/// <param name="CreatorId">Who makes it, and has to moderate; null for the command line.</param>
/// <param name="Uses">How many may come by it: 1 to <see cref="MakeInvitationHandler.MostUses"/>.</param>
/// <param name="Days">For how many days: 1 to <see cref="MakeInvitationHandler.MostDays"/>.</param>
public sealed record MakeInvitation(long? CreatorId, int Uses, int Days);

/// <summary>Does <see cref="MakeInvitation"/>.</summary>
public sealed class MakeInvitationHandler(IWriter writer)
{
    /// <summary>How many may come by one link.</summary>
    public const int MostUses = 1_000;

    /// <summary>For how many days one link works.</summary>
    public const int MostDays = 365;

    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>At 57 letters, 93 bits: nobody guesses one.</summary>
    private const int CodeLength = 16;

    /// <summary>The link's code. Refused for those who do not moderate, and for numbers out of range (<c>uses</c>, <c>days</c>).</summary>
    public Task<Outcome<string>> RunAsync(MakeInvitation make, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(make);
        FieldFault[] faults = [.. Check("uses", make.Uses, MostUses), .. Check("days", make.Days, MostDays)];
        return faults.Length > 0
            ? Task.FromResult<Outcome<string>>(Refused.Invalid(faults))
            : writer.RunAsync(work => RunAsync(work, make, cancellation), cancellation);
    }

    private static IEnumerable<FieldFault> Check(string field, int number, int most) =>
        number is >= 1 && number <= most ? [] : [new FieldFault(field, "inclusion", $"have to be a number from 1 to {most}")];

    private static async Task<Outcome<string>> RunAsync(Work work, MakeInvitation make, CancellationToken cancellation)
    {
        if (make.CreatorId is long creator && !await Moderators.IncludeAsync(work.Db, creator, cancellation))
        {
            return Refused.NotAllowed("Only moderators invite.");
        }

        int shard = make.CreatorId is long owner ? SnowflakeId.ShardOf(owner) : IdSource.PickShard();
        Invitation invitation = new()
        {
            Code = RandomNumberGenerator.GetString(Alphabet, CodeLength),
            Id = work.Ids.Next(shard),
            Shard = shard,
            CreatorId = make.CreatorId,
            MaxUses = make.Uses,
            ExpiresAt = work.Now.AddDays(make.Days),
        };
        work.Db.Invitations.Add(invitation);
        return invitation.Code;
    }
}
