using System.Buffers.Binary;

namespace Weft.Core.Media.Headers;

/// <summary>Reads the parts of a header in their order, without holding more than a few bytes.</summary>
/// <param name="stream">A stream that can seek.</param>
internal sealed class HeaderBytes(Stream stream)
{
    /// <summary>Where it stands.</summary>
    public long Position => stream.Position;

    /// <summary>How long the file is.</summary>
    public long Length => stream.Length;

    /// <summary>True when nothing is left.</summary>
    public bool AtEnd => stream.Position >= stream.Length;

    /// <summary>The next bytes, at most 64.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public byte[] Read(int count)
    {
        byte[] bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Broken();
    }

    /// <summary>One byte.</summary>
    public int U8() => Read(1)[0];

    /// <summary>Two bytes, the larger first.</summary>
    public int U16() => BinaryPrimitives.ReadUInt16BigEndian(Read(2));

    /// <summary>Two bytes, the smaller first.</summary>
    public int U16Little() => BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    /// <summary>Three bytes, the smaller first.</summary>
    public int U24Little() => Read(3) is [var low, var middle, var high] ? low | middle << 8 | high << 16 : 0;

    /// <summary>Four bytes, the larger first.</summary>
    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Read(4));

    /// <summary>Four bytes, the smaller first.</summary>
    public uint U32Little() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    /// <summary>Eight bytes, the larger first.</summary>
    public ulong U64() => BinaryPrimitives.ReadUInt64BigEndian(Read(8));

    /// <summary>Four letters.</summary>
    public string Word() => System.Text.Encoding.Latin1.GetString(Read(4));

    /// <summary>Goes there.</summary>
    /// <exception cref="InvalidDataException">It is not in the file.</exception>
    public void GoTo(long position)
    {
        if (position < 0 || position > stream.Length)
        {
            throw Broken();
        }

        stream.Position = position;
    }

    /// <summary>Leaves bytes out.</summary>
    public void Skip(long count) => GoTo(stream.Position + count);

    /// <summary>What is not as it says it is.</summary>
    public static InvalidDataException Broken() => new("is broken");
}
