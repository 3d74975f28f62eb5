using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>Somebody says what is to be seen in an upload that no post shows yet. Null leaves as it is.</summary>
/// <param name="AccountId">Who uploaded it.</param>
/// <param name="Id">The upload.</param>
/// <param name="Description">What is to be seen, up to <see cref="MediaLimits.Description"/> characters; empty for nothing.</param>
/// <param name="Focus">The point to keep in sight, −1 to 1 each way.</param>
public sealed record DescribeMedia(long AccountId, long Id, string? Description, (double X, double Y)? Focus);

/// <summary>Does <see cref="DescribeMedia"/>.</summary>
public sealed class DescribeMediaHandler(IWriter writer)
{
    /// <summary>
    /// Answers the upload's id; <see cref="Refusal.NotFound"/> when it is not the account's own or a post shows it,
    /// <see cref="Refusal.Invalid"/> with <c>description</c> or <c>focus</c>.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(DescribeMedia command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return MediaTexts.Check(command.Description, command.Focus)
            ?? await writer.RunAsync<long>(
                async work =>
                {
                    MediaAttachment? row = await work
                        .Db.Media.Where(m => m.Id == command.Id && m.AccountId == command.AccountId)
                        .FirstOrDefaultAsync(m => m.PostId == null && m.State != MediaState.Discarded, cancellation);
                    if (row is null)
                    {
                        return Refused.NotFound;
                    }

                    Apply(row, command.Description, command.Focus);
                    return row.Id;
                },
                cancellation
            );
    }

    /// <summary>Writes what was said.</summary>
    internal static void Apply(MediaAttachment row, string? description, (double X, double Y)? focus)
    {
        row.Description = MediaTexts.Clean(description) ?? row.Description;
        (row.FocusX, row.FocusY) = focus ?? (row.FocusX, row.FocusY);
    }
}
