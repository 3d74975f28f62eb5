using NetVips;

namespace Weft.Core.Media.Films;

/// <summary>Writes the pictures that libvips reads below each other, each as often as it is to be seen.</summary>
internal sealed class FrameWriter
{
    private readonly byte[] frame;
    private readonly IReadOnlyList<int> repeats;
    private readonly Stream stream;
    private int filled;
    private int number;
    private Exception? fault;

    private FrameWriter(int frameBytes, IReadOnlyList<int> repeats, Stream stream) =>
        (frame, this.repeats, this.stream) = (new byte[frameBytes], repeats, stream);

    /// <summary>Writes all; one picture at a time is in memory.</summary>
    /// <param name="pictures">All pictures, three bytes a pixel.</param>
    /// <param name="frameBytes">Bytes of one.</param>
    /// <param name="repeats">How often each comes.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="VipsException">They cannot be read.</exception>
    /// <exception cref="IOException">Nobody reads them.</exception>
    public static void Write(Image pictures, int frameBytes, IReadOnlyList<int> repeats, Stream stream)
    {
        FrameWriter writer = new(frameBytes, repeats, stream);
        using TargetCustom target = new();
        target.OnWrite += writer.Take;
        try
        {
            pictures.RawsaveTarget(target, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException) when (writer.fault is not null)
        {
            throw new IOException("Nobody reads the pictures.", writer.fault);
        }
    }

    /// <summary>Called by libvips, which knows no exceptions.</summary>
    private long Take(byte[] buffer, int length)
    {
        try
        {
            for (int taken = 0; taken < length; )
            {
                int count = Math.Min(frame.Length - filled, length - taken);
                buffer.AsSpan(taken, count).CopyTo(frame.AsSpan(filled));
                (taken, filled) = (taken + count, filled + count);
                if (filled == frame.Length)
                {
                    WriteFrame();
                }
            }

            return length;
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            fault = broken;
            return -1;
        }
    }

    private void WriteFrame()
    {
        for (int i = 0; i < repeats[number]; i++)
        {
            stream.Write(frame);
        }

        (filled, number) = (0, number + 1);
    }
}
