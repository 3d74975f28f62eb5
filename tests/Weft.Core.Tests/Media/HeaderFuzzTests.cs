using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Testing;

namespace Weft.Core.Tests.Media;

/// <summary>
/// The readers of headers against files that were changed in a hundred thousand ways, the same ones each time: they refuse
/// or answer, within the limits, and soon.
/// </summary>
public sealed class HeaderFuzzTests
{
    private const int Changes = 100_000;

    /// <summary>Reads of a file, each of a few bytes: the longest loops of the readers are shorter.</summary>
    private const int MostReads = 200_000;

    public HeaderFuzzTests() => Assert.True(Vips.IsAvailable);

    [Fact]
    public async Task A_hundred_thousand_changed_files_are_answered_within_the_limits()
    {
        byte[][] whole = await FilesAsync();
        Random random = new(20_261_126);
        (int taken, int refused) = (0, 0);
        for (int i = 0; i < Changes; i++)
        {
            byte[] file = Change(whole[i % whole.Length], whole, random);
            using CountingStream stream = new(file);
            Outcome<MediaHeader> header;
            try
            {
                header = HeaderReader.Read(stream);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                Assert.Fail($"Change {i}: {fault}\n{System.Convert.ToHexString(file.AsSpan(0, Math.Min(file.Length, 512)))}");
                throw;
            }

            Assert.InRange(stream.Reads, 0, MostReads);
            if (!header.Succeeded)
            {
                Assert.Equal("file", Assert.Single(Assert.IsType<Refusal.Invalid>(header.Refusal).Faults).Field);
                refused++;
                continue;
            }

            taken++;
            MediaHeader said = header.Value;
            if (!said.Format.IsFilm())
            {
                Assert.InRange(said.Width, 1, MediaLimits.Side);
                Assert.InRange(said.Height, 1, MediaLimits.Side);
                Assert.InRange((long)said.Width * said.Height, 1, MediaLimits.PhotoPixels);
                Assert.InRange(said.Frames, 1, MediaLimits.Frames);
            }
        }

        // Both ends are reached often: it is the readers that were tried, and not only their first bytes.
        Assert.InRange(taken, Changes / 20, Changes);
        Assert.InRange(refused, Changes / 20, Changes);
    }

    /// <summary>One of each kind, as programs write them.</summary>
    private static async Task<byte[][]> FilesAsync()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using FilmMaker maker = new();
        using Image quarters = TestPhotos.Quarters(64, 32);
        Task<byte[]> Film(string name, string? video, string? sound, string options) =>
            FilmMaker.BytesAsync(name, video, sound, options, token);
        const string Drawn = "testsrc2=s=32x32:r=5:d=1";
        const string Heard = "sine=d=0.2";
        byte[][] files =
        [
            TestPhotos.WithNotes(quarters, 6),
            TestPhotos.PngWithNotes(quarters),
            quarters.GifsaveBuffer(),
            quarters.WebpsaveBuffer(),
            quarters.WebpsaveBuffer(lossless: true),
            quarters.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1),
            await HeicMaker.EncodeAsync(quarters.PngsaveBuffer(), cancellation: token),
            await Film("in.gif", Drawn, null, ""),
            await Film("in.apng", Drawn, null, "-plays 0"),
            await Film("in.webp", Drawn, null, "-loop 0"),
            await Film("in.mp4", Drawn, Heard, FilmMaker.Usual),
            await Film("in.mov", Drawn, Heard, FilmMaker.Usual),
            await Film("in.webm", Drawn, null, "-c:v libvpx"),
            await Film("in.mp3", null, Heard, "-c:a libmp3lame"),
            await Film("in.ogg", null, Heard, "-c:a libopus"),
            await Film("in.wav", null, Heard, ""),
            await Film("in.flac", null, Heard, ""),
            await Film("in.aac", null, Heard, "-c:a aac"),
        ];
        Assert.All(
            files,
            file =>
            {
                using MemoryStream stream = new(file);
                Outcome<MediaHeader> header = HeaderReader.Read(stream);
                Assert.True(header.Succeeded, header.Refusal?.ToString());
            }
        );
        return files;
    }

    /// <summary>Changes a file in a few places, most of them near its beginning.</summary>
    private static byte[] Change(byte[] file, byte[][] others, Random random)
    {
        byte[] changed = [.. file];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(random.Next(3) == 0 ? changed.Length : Math.Min(changed.Length, 256));
            int length = Math.Min(random.Next(1, 9), changed.Length - at);
            switch (random.Next(7))
            {
                case 0:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    random.NextBytes(changed.AsSpan(at, length));
                    break;
                case 2:
                    // As large as numbers get, or as small.
                    changed.AsSpan(at, length).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                    break;
                case 3:
                    changed = changed[..at];
                    break;
                case 4:
                    changed = [.. changed[..at], .. changed[at..(at + length)], .. changed[at..]];
                    break;
                case 5:
                    changed = [.. changed[..at], .. changed[(at + length)..]];
                    break;
                default:
                    byte[] other = others[random.Next(others.Length)];
                    int from = random.Next(other.Length);
                    other.AsSpan(from, Math.Min(length, other.Length - from)).CopyTo(changed.AsSpan(at));
                    break;
            }

            if (changed.Length == 0)
            {
                break;
            }
        }

        return changed;
    }

    /// <summary>Counts reads, and holds to its end: what is read beyond it is none of the file's.</summary>
    private sealed class CountingStream(byte[] file) : MemoryStream(file, writable: false)
    {
        public int Reads { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            Assert.InRange(buffer.Length, 0, 64);
            Assert.InRange(Position, 0, Length);
            return base.Read(buffer);
        }
    }
}
