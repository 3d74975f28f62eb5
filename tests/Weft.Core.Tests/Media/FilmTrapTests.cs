using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Weft.Core.Media;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Files that name other files or addresses. Somebody listens at the address, and nobody comes.</summary>
public sealed class FilmTrapTests : IDisposable
{
    private readonly FilmBench bench = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public FilmTrapTests() => listener.Start();

    private string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a.mp4";

    public void Dispose()
    {
        listener.Dispose();
        bench.Dispose();
    }

    [Fact]
    public async Task Lists_that_name_other_files_are_no_films()
    {
        string secret = await bench.DrawAsync("secret.mp4", "testsrc2=s=64x64:r=25:d=1", null);
        string[] lists =
        [
            $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{Address}\n#EXT-X-ENDLIST\n",
            $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n",
            $"ffconcat version 1.0\nfile '{Address}'\n",
            $"ffconcat version 1.0\nfile '{secret}'\n",
            $"<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>{Address}</BaseURL></Period></MPD>",
            $"<svg xmlns='http://www.w3.org/2000/svg'><image href='{Address}'/></svg>",
            $"[playlist]\nFile1={Address}\n",
            $"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video {((IPEndPoint)listener.LocalEndpoint).Port} RTP/AVP 96\n",
        ];
        foreach (string list in lists)
        {
            string path = bench.Maker.PathOf("list.mp4");
            await File.WriteAllTextAsync(path, list, Token);
            Assert.Equal(("file", "unsupported"), Fault(FilmBench.TryHeader(path)));

            // And if something took it for one, ffmpeg would not.
            foreach (
                MediaFormat format in (MediaFormat[])
                    [MediaFormat.Mp4, MediaFormat.Webm, MediaFormat.Ogg, MediaFormat.Mp3, MediaFormat.MovingPng]
            )
            {
                await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(path, format));
            }
        }

        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("url ")]
    [InlineData("alis")]
    public async Task A_film_whose_pictures_are_elsewhere_opens_nothing(string kind)
    {
        string film = await bench.DrawAsync("in.mov", "testsrc2=s=64x64:r=25:d=1", null);
        byte[] entry =
            kind == "url " ? Box(kind, [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Address), 0]) : Box(kind, Alias("/127.0.0.1/secret.mp4"));
        byte[] reference = Box("dref", [0, 0, 0, 0, 0, 0, 0, 1, .. entry]);
        byte[] trapped = Replace(await File.ReadAllBytesAsync(film, Token), reference);
        Assert.Contains(kind == "url " ? "127.0.0.1" : "alis", Encoding.Latin1.GetString(trapped), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(bench.Maker.PathOf("trap.mov"), trapped, Token);

        // What it shows is in the file itself, or it is broken; in no case somebody is asked.
        try
        {
            await bench.MakeAsync(bench.Maker.PathOf("trap.mov"));
        }
        catch (BrokenMediaException broken)
        {
            Assert.NotEmpty(broken.Message);
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Codecs_that_no_telephone_writes_are_not_decoded()
    {
        string film = await bench.DrawAsync("in.mov", "testsrc2=s=64x64:r=25:d=1", null, "-c:v cinepak");

        await Assert.ThrowsAsync<BrokenMediaException>(() => bench.MakeAsync(film));
    }

    /// <summary>What QuickTime writes where a file is elsewhere.</summary>
    private static byte[] Alias(string path)
    {
        byte[] record = new byte[150];
        BinaryPrimitives.WriteInt16BigEndian(record.AsSpan(134), 1);
        byte[] name = Encoding.ASCII.GetBytes(path);
        return [0, 0, 0, 0, .. record, 0, 18, 0, (byte)name.Length, .. name, .. name.Length % 2 == 1 ? new byte[1] : [], 0xFF, 0xFF, 0, 0];
    }

    private static byte[] Box(string name, byte[] content)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(name), .. content];
    }

    /// <summary>Puts another table of references into a film whose index stands at its end.</summary>
    private static byte[] Replace(byte[] film, byte[] reference) => Rewrite(film, reference, depth: 0);

    private static byte[] Rewrite(byte[] boxes, byte[] reference, int depth)
    {
        string[] way = ["moov", "trak", "mdia", "minf", "dinf", "dref"];
        List<byte> written = [];
        for (int at = 0; at + 8 <= boxes.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(boxes.AsSpan(at));
            string name = Encoding.ASCII.GetString(boxes, at + 4, 4);
            byte[] content = boxes[(at + 8)..(at + length)];
            written.AddRange(
                name != way[depth] ? boxes[at..(at + length)]
                : name == "dref" ? reference
                : Box(name, Rewrite(content, reference, depth + 1))
            );
            at += length;
        }

        return [.. written];
    }
}
