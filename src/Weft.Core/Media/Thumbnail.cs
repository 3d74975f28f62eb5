using Weft.Core.Media.Files;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>
/// The picture that somebody chooses to stand for a video or a sound of theirs. Files never change under their names, so it
/// has a key of its own beside that of the film.
/// </summary>
internal static class Thumbnail
{
    /// <summary>What it is called where it comes in.</summary>
    private const string Field = "thumbnail";

    /// <summary>What is wrong with choosing one for such an upload; null for nothing.</summary>
    public static Refusal? Check(MediaFormat format) =>
        format.IsFilm() ? null : Refused.Invalid(Field, "unsupported", "is taken for videos and sounds alone");

    /// <summary>Makes and keeps it; <see cref="Refusal.Invalid"/> with <c>thumbnail</c> for what is no picture.</summary>
    public static Task<Outcome<ChosenPicture<MadeMedia>>> KeepAsync(ChosenPictures pictures, string file, CancellationToken cancellation) =>
        pictures.KeepAsync(file, Field, MakePhoto.Poster, cancellation);

    /// <summary>Shows it instead of what stood for the upload, in the transaction of the act.</summary>
    /// <returns>The pictures beside the film that nothing shows any more, to be removed after the commit.</returns>
    public static IReadOnlyList<string> Show(Work work, MediaAttachment row, ChosenPicture<MadeMedia> picture)
    {
        IReadOnlyList<string> left = row.PreviewKey is null ? NamesBeside(row.PreviewExtension) : [];
        SetPictureHandler.Discard(work, row.AccountId, row.PreviewKey);
        (MadeMedia made, long bytes) = (picture.Made, row.Bytes - row.PreviewBytes + picture.Bytes);
        (row.PreviewKey, row.PreviewBytes, row.Bytes) = (picture.Key, picture.Bytes, bytes);
        made.FillPreview(row);
        return left;
    }

    /// <summary>What the pictures that were made of a film are called; none where there are none.</summary>
    public static IReadOnlyList<string> NamesBeside(string extension) =>
        extension.Length == 0 ? [] : [$"medium.{extension}", $"small.{extension}"];

    /// <summary>Removes pictures beside the film. Those that cannot be removed now go with the film.</summary>
    public static async Task RemoveAsync(IMediaFiles files, string key, IReadOnlyList<string> names)
    {
        try
        {
            foreach (string name in names)
            {
                await files.RemoveAsync(key, name, CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The store does not answer; what was chosen is shown all the same.
        }
    }
}
