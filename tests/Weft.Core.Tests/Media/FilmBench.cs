using System.Text;
using Weft.Core.Media;
using Weft.Core.Media.Films;
using Weft.Core.Media.Headers;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Makes of drawn films what Weft makes of them, in the same folder.</summary>
internal sealed class FilmBench : IDisposable
{
    public FilmBench() => Assert.True(Ffmpeg.IsAvailable, Ffmpeg.Missing);

    public FilmMaker Maker { get; } = new();

    public Ffmpeg Ffmpeg { get; } = new(MediaSettings.Usual);

    /// <summary>The film that was made last.</summary>
    public string Made => Maker.PathOf("original.mp4");

    public Task<string> DrawAsync(string name, string? video, string? sound, string options = FilmMaker.Usual) =>
        Maker.DrawAsync(name, video, sound, options, Token);

    /// <summary>Makes it, as what its header says it is.</summary>
    public Task<MadeMedia> MakeAsync(string path)
    {
        MediaHeader header = Header(path);
        return MakeAsync(path, header.Moving() ?? header.Format);
    }

    public Task<MadeMedia> MakeAsync(string path, MediaFormat format) => new MakeFilm(Ffmpeg).RunAsync(path, format, Maker.Folder, Token);

    public async Task<FilmFacts> FactsAsync(string path) => FilmReading.Read(await Ffmpeg.ProbeAsync(FilmFile.Made(path), Token));

    /// <summary>What is seen, picture by picture.</summary>
    public Task<string> PixelsAsync(string path) => Maker.RunAsync($"-i {path} -map 0:v:0 -f md5 -", Token);

    public static MediaHeader Header(string path)
    {
        Outcome<MediaHeader> header = TryHeader(path);
        Assert.True(header.Succeeded, header.Refusal?.ToString());
        return header.Value;
    }

    public static Outcome<MediaHeader> TryHeader(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return HeaderReader.Read(stream);
    }

    public static async Task<string> TextAsync(string path) => Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Token));

    public void Dispose() => Maker.Dispose();
}
