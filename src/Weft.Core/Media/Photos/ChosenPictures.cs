using Weft.Core.Media.Files;

namespace Weft.Core.Media.Photos;

/// <summary>
/// Pictures that somebody chooses to stand for something: a portrait, a banner, what is seen of a film before it plays.
/// They are checked and made anew like photos of posts, but at once, two at a time.
/// </summary>
public sealed class ChosenPictures(MediaFolder folder, IMediaFiles files, HeicDecoder heic) : IDisposable
{
    private readonly SemaphoreSlim gate = new(2);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>
    /// Makes files of a picture and keeps them under a new key; <see cref="Refusal.Invalid"/> with the field for what is
    /// none.
    /// </summary>
    /// <param name="file">The file, which has come whole.</param>
    /// <param name="field">What it is called where it came from.</param>
    /// <param name="make">Gets the path of a picture that libvips opens, its format, and the folder to write into.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<Outcome<ChosenPicture<T>>> KeepAsync<T>(
        string file,
        string field,
        Func<string, MediaFormat, string, T> make,
        CancellationToken cancellation
    )
    {
        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        if (!header.Succeeded)
        {
            return header.Refusal is Refusal.Invalid invalid
                ? Refused.Invalid(invalid.Faults.Select(f => f with { Field = field }))
                : header.Refusal;
        }

        MediaFormat format = header.Value.Format;
        if (format.IsFilm())
        {
            return Refused.Invalid(field, "unsupported", "is no photo");
        }

        await gate.WaitAsync(cancellation);
        string scratch = folder.NewScratch();
        try
        {
            T made = await heic.OpenAsync(file, format, scratch, picture => make(picture, format, scratch), cancellation);
            long bytes = new DirectoryInfo(scratch).EnumerateFiles().Sum(f => f.Length);
            string key = MediaPaths.NewKey();
            await files.KeepAsync(key, scratch, cancellation);
            return new ChosenPicture<T>(key, bytes, made);
        }
        catch (BrokenMediaException broken)
        {
            return Refused.Invalid(field, "broken", broken.Message);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
            gate.Release();
        }
    }

    /// <summary>Takes back one that nothing shows.</summary>
    internal Task RemoveAsync(string key) => files.RemoveAsync(key, CancellationToken.None);
}

/// <summary>The files of a picture that nothing shows yet.</summary>
/// <param name="Key">The unguessable name under which they are.</param>
/// <param name="Bytes">How many they have.</param>
/// <param name="Made">What was made.</param>
internal sealed record ChosenPicture<T>(string Key, long Bytes, T Made);
