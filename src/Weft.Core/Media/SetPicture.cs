using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Media.Files;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>Which picture of a profile.</summary>
public enum ProfilePicture
{
    /// <summary>The portrait: a square of at most 400 pixels.</summary>
    Avatar,

    /// <summary>The banner: three to one, at most 1,500 pixels wide.</summary>
    Header,
}

/// <summary>Somebody gives their profile a picture, or takes it away.</summary>
/// <param name="AccountId">Whose profile.</param>
/// <param name="Picture">Which.</param>
/// <param name="File">The file, which has come whole; null to take the picture away.</param>
public sealed record SetPicture(long AccountId, ProfilePicture Picture, string? File);

/// <summary>Does <see cref="SetPicture"/>: the same checks and the same steps as for photos of posts, at once.</summary>
public sealed class SetPictureHandler(IWriter writer, MediaFolder folder, IMediaFiles files, HeicDecoder heic) : IDisposable
{
    private static readonly (int Width, int Height) AvatarSize = (400, 400);
    private static readonly (int Width, int Height) HeaderSize = (1_500, 500);

    private readonly SemaphoreSlim gate = new(2);

    /// <summary>Answers the account's id; <see cref="Refusal.Invalid"/> with <c>avatar</c> or <c>header</c> for what is no photo.</summary>
    public async Task<Outcome<long>> RunAsync(SetPicture command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        string? path = null;
        if (command.File is not null)
        {
            Outcome<string> made = await MakeAsync(command, command.File, cancellation);
            if (!made.Succeeded)
            {
                return made.Refusal;
            }

            path = made.Value;
        }

        Outcome<long> outcome = await writer.RunAsync(work => SetAsync(work, command, path, cancellation), cancellation);
        if (!outcome.Succeeded && path is not null)
        {
            await files.RemoveAsync(KeyOf(path), cancellation);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>Lets the files of a picture go.</summary>
    internal static void Discard(Work work, long accountId, string? path)
    {
        if (path is null)
        {
            return;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        work.Db.Media.Add(
            new MediaAttachment
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                AccountId = accountId,
                Key = KeyOf(path),
                State = MediaState.Discarded,
                UnattachedAt = work.Now,
            }
        );
        work.Raise(new MediaDiscarded());
    }

    private static string KeyOf(string path) => path.Split('/')[0];

    private async Task<Outcome<string>> MakeAsync(SetPicture command, string file, CancellationToken cancellation)
    {
        string field = command.Picture == ProfilePicture.Avatar ? "avatar" : "header";
        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        if (!header.Succeeded)
        {
            return header.Refusal is Refusal.Invalid invalid
                ? Refused.Invalid(invalid.Faults.Select(f => f with { Field = field }))
                : header.Refusal;
        }

        if (header.Value.Format.IsFilm())
        {
            return Refused.Invalid(field, "unsupported", "is no photo");
        }

        string scratch = folder.NewScratch();
        await gate.WaitAsync(cancellation);
        try
        {
            (int, int) size = command.Picture == ProfilePicture.Avatar ? AvatarSize : HeaderSize;
            MediaFormat format = header.Value.Format;
            string name = await heic.OpenAsync(
                file,
                format,
                scratch,
                picture => MakePicture.Run(picture, format, scratch, field, size),
                cancellation
            );
            string key = MediaPaths.NewKey();
            await files.KeepAsync(key, scratch, cancellation);
            return $"{key}/{name}";
        }
        catch (BrokenMediaException broken)
        {
            return Refused.Invalid(field, "broken", broken.Message);
        }
        finally
        {
            gate.Release();
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<Outcome<long>> SetAsync(Work work, SetPicture command, string? path, CancellationToken cancellation)
    {
        if (await work.Db.Accounts.FindAsync([command.AccountId], cancellation) is not Account account)
        {
            return Refused.NotFound;
        }

        if (command.Picture == ProfilePicture.Avatar)
        {
            Discard(work, account.Id, account.AvatarPath);
            account.AvatarPath = path;
        }
        else
        {
            Discard(work, account.Id, account.HeaderPath);
            account.HeaderPath = path;
        }

        work.TellFollowers(OutboxAct.UpdateProfile, account.Id);
        work.Raise(new ProfileChanged(account.Id));
        return account.Id;
    }
}
