using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Files;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>Somebody says what is to be seen in an upload that no post shows yet. Null leaves as it is.</summary>
/// <param name="AccountId">Who uploaded it.</param>
/// <param name="Id">The upload.</param>
/// <param name="Description">What is to be seen, up to <see cref="MediaLimits.Description"/> characters; empty for nothing.</param>
/// <param name="Focus">The point to keep in sight, −1 to 1 each way.</param>
public sealed record DescribeMedia(long AccountId, long Id, string? Description, (double X, double Y)? Focus)
{
    /// <summary>The file of a picture that is to stand for a video or a sound.</summary>
    public string? Thumbnail { get; init; }
}

/// <summary>Does <see cref="DescribeMedia"/>.</summary>
public sealed class DescribeMediaHandler(IWriter writer, IDbContextFactory<WeftDb> contexts, ChosenPictures pictures, IMediaFiles files)
{
    /// <summary>
    /// Answers the upload's id; <see cref="Refusal.NotFound"/> when it is not the account's own or a post shows it,
    /// <see cref="Refusal.Invalid"/> with <c>description</c>, <c>focus</c> or <c>thumbnail</c>.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(DescribeMedia command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (MediaTexts.Check(command.Description, command.Focus) is { } fault)
        {
            return fault;
        }

        if (command.Thumbnail is null)
        {
            return await WriteAsync(command, chosen: null, cancellation);
        }

        Outcome<ChosenPicture<MadeMedia>> made = await MakeAsync(command, command.Thumbnail, cancellation);
        if (!made.Succeeded)
        {
            return made.Refusal;
        }

        Outcome<long> outcome = await WriteAsync(command, made.Value, cancellation);
        if (!outcome.Succeeded)
        {
            await pictures.RemoveAsync(made.Value.Key);
        }

        return outcome;
    }

    /// <summary>Only who may show a picture has one made.</summary>
    private async Task<Outcome<ChosenPicture<MadeMedia>>> MakeAsync(DescribeMedia command, string thumbnail, CancellationToken cancellation)
    {
        MediaAttachment? row;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            row = await Own(db, command).AsNoTracking().FirstOrDefaultAsync(cancellation);
        }

        return row is null ? Refused.NotFound
            : Thumbnail.Check(row.Format) is { } unwanted ? unwanted
            : await Thumbnail.KeepAsync(pictures, thumbnail, cancellation);
    }

    private async Task<Outcome<long>> WriteAsync(DescribeMedia command, ChosenPicture<MadeMedia>? chosen, CancellationToken cancellation)
    {
        (string key, IReadOnlyList<string> left) = ("", []);
        Outcome<long> outcome = await writer.RunAsync<long>(
            async work =>
            {
                if (await Own(work.Db, command).FirstOrDefaultAsync(cancellation) is not { } row)
                {
                    return Refused.NotFound;
                }

                Apply(row, command.Description, command.Focus);
                (key, left) = (row.Key, chosen is null ? [] : Thumbnail.Show(work, row, chosen));
                return row.Id;
            },
            cancellation
        );
        if (outcome.Succeeded)
        {
            await Thumbnail.RemoveAsync(files, key, left);
        }

        return outcome;
    }

    private static IQueryable<MediaAttachment> Own(WeftDb db, DescribeMedia command) =>
        db.Media.Where(m => m.Id == command.Id && m.AccountId == command.AccountId && m.PostId == null && m.State != MediaState.Discarded);

    /// <summary>Writes what was said.</summary>
    internal static void Apply(MediaAttachment row, string? description, (double X, double Y)? focus)
    {
        row.Description = MediaTexts.Clean(description) ?? row.Description;
        (row.FocusX, row.FocusY) = focus ?? (row.FocusX, row.FocusY);
    }
}
