using Weft.Core.Accounts;
using Weft.Core.Ids;
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
public sealed class SetPictureHandler(IWriter writer, ChosenPictures pictures)
{
    private static readonly (int Width, int Height) AvatarSize = (400, 400);
    private static readonly (int Width, int Height) HeaderSize = (1_500, 500);

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
            await pictures.RemoveAsync(KeyOf(path));
        }

        return outcome;
    }

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
        bool isAvatar = command.Picture == ProfilePicture.Avatar;
        string field = isAvatar ? "avatar" : "header";
        (int, int) size = isAvatar ? AvatarSize : HeaderSize;
        Outcome<ChosenPicture<string>> kept = await pictures.KeepAsync(
            file,
            field,
            (picture, format, scratch) => MakePicture.Run(picture, format, scratch, field, size),
            cancellation
        );
        return kept.Succeeded ? $"{kept.Value.Key}/{kept.Value.Made}" : kept.Refusal;
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
