using System.Globalization;
using Weft.Core;
using Weft.Core.Media;
using Weft.Core.Media.Files;

namespace Weft.Server.Web.Pages.Posts;

/// <summary>The photos of a composer's form: those that came before, those that come with it, and what is said of them.</summary>
internal sealed class ComposedMedia(MediaFolder folder, UploadMediaHandler upload, MediaReader reader, TimeProvider clock)
{
    /// <summary>How long a form without script waits for its photos.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Takes a file; answers it when it is ready, or why it is not.</summary>
    /// <param name="accountId">Who uploads.</param>
    /// <param name="file">The file.</param>
    /// <param name="patience">How long to wait; null for as long as a form without script does.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<UploadView>> TakeAsync(long accountId, IFormFile file, TimeSpan? patience, CancellationToken cancellation)
    {
        string path = folder.NewUpload();
        try
        {
            await using (FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.CopyToAsync(target, cancellation);
            }

            Outcome<TakenUpload> taken = await upload.RunAsync(new UploadMedia(accountId, path), cancellation);
            if (!taken.Succeeded)
            {
                return taken.Refusal;
            }

            await Task.WhenAny(taken.Value.End, Task.Delay(patience ?? Patience, clock, cancellation));
            return await FindAsync(accountId, taken.Value.Id, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>An upload as it is now; refused when it is broken.</summary>
    public async Task<Outcome<UploadView>> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        await reader.FindAsync(accountId, id, cancellation) switch
        {
            null => Refused.NotFound,
            { State: MediaState.Failed } broken => Refused.Invalid("file", "broken", broken.Failure ?? "cannot be read"),
            UploadView view => view,
        };

    /// <summary>
    /// The media of one post of a form, in their order: what the form names, of the post that is edited or of uploads that
    /// are the account's own, then the files that came with it.
    /// </summary>
    /// <param name="form">The form.</param>
    /// <param name="part">Which post of the thread, from 1.</param>
    /// <param name="accountId">Whose form.</param>
    /// <param name="shown">What the post that is edited shows.</param>
    /// <param name="faults">Takes what is wrong with files, as sentences.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<MediaModel>> ReadAsync(
        IFormCollection form,
        int part,
        long accountId,
        IReadOnlyList<MediaModel> shown,
        List<string> faults,
        CancellationToken cancellation
    )
    {
        List<long> named = [.. Ids(form[Name("media", part)]).Distinct().Take(MediaLimits.OfPost)];
        Arrange(named, form);
        Dictionary<long, MediaModel> known = shown.ToDictionary(m => m.Id);
        foreach (UploadView view in await reader.FindAsync(accountId, [.. named.Where(id => !known.ContainsKey(id))], cancellation))
        {
            known[view.Media.Id] = view.Media;
        }

        List<MediaModel> media = [.. named.Where(known.ContainsKey).Select(id => Described(known[id], form))];
        foreach (IFormFile file in form.Files.GetFiles(Name("files", part)).Where(f => f.Length > 0))
        {
            Outcome<UploadView> taken = await TakeAsync(accountId, file, patience: null, cancellation);
            if (taken.Succeeded)
            {
                media.Add(taken.Value.Media);
            }
            else
            {
                faults.Add($"{file.FileName}: {Sentence(taken.Refusal)}");
            }
        }

        return media;
    }

    /// <summary>What is wrong with a file.</summary>
    public static string Sentence(Refusal refusal) =>
        refusal is Refusal.Invalid invalid ? string.Join(" ", invalid.Faults.Select(PageResults.Sentence)) : "The file cannot be taken.";

    /// <summary>The changes to what is said of media.</summary>
    public static IReadOnlyList<MediaChange> Changes(IReadOnlyList<MediaModel> media) =>
        [.. media.Select(m => new MediaChange(m.Id, m.Description, (m.FocusX, m.FocusY)))];

    /// <summary>What the buttons of a form without script say.</summary>
    private static void Arrange(List<long> ids, IFormCollection form)
    {
        ids.RemoveAll(id => Ids(form["remove"]).Contains(id));
        foreach (int at in Ids(form["earlier"]).Select(id => ids.IndexOf(id)).Where(at => at > 0))
        {
            (ids[at - 1], ids[at]) = (ids[at], ids[at - 1]);
        }
    }

    private static MediaModel Described(MediaModel media, IFormCollection form)
    {
        MediaModel said = form[Name("alt", media.Id)] is [{ } text, ..] ? media with { Description = text } : media;
        return form[Name("focus", media.Id)] is [{ } point, ..] && Focus(point) is (double x, double y)
            ? said with
            {
                FocusX = x,
                FocusY = y,
            }
            : said;
    }

    /// <summary>The point to keep in sight; null for what is none, which leaves it as it was.</summary>
    private static (double X, double Y)? Focus(string text) =>
        text.Split(',') is [var across, var up]
        && double.TryParse(across, NumberStyles.Float, CultureInfo.InvariantCulture, out double x)
        && double.TryParse(up, NumberStyles.Float, CultureInfo.InvariantCulture, out double y)
        && x is >= -1 and <= 1
        && y is >= -1 and <= 1
            ? (x, y)
            : null;

    private static string Name(string field, long number) => string.Create(CultureInfo.InvariantCulture, $"{field}{number}");

    private static IEnumerable<long> Ids(IEnumerable<string?> values) =>
        values.Select(v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0).Where(id => id > 0);
}
