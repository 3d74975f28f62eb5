namespace Weft.Core.Media.Headers;

/// <summary>JPEG (ITU T.81): segments up to the first frame header. Profiles and notes may be split over many segments.</summary>
internal static class JpegHeader
{
    private const int MaxSegments = 2_000;

    public static MediaHeader Read(HeaderBytes bytes)
    {
        bytes.Skip(2);
        long beside = 0;
        for (int i = 0; i < MaxSegments; i++)
        {
            int marker = Marker(bytes);
            if (marker is 0x01 or >= 0xD0 and <= 0xD7)
            {
                continue;
            }

            int length = bytes.U16();
            if (length < 2)
            {
                throw HeaderBytes.Broken();
            }

            // SOF0 to SOF15, without the tables that have numbers between them.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                bytes.Skip(1);
                int height = bytes.U16();
                int width = bytes.U16();
                return new MediaHeader(MediaFormat.Jpeg, width, height, 1);
            }

            // A scan or the end before any frame.
            if (marker is 0xDA or 0xD9)
            {
                throw HeaderBytes.Broken();
            }

            beside += length;
            if (beside > MediaLimits.SidePart)
            {
                throw HeaderBytes.Broken();
            }

            bytes.Skip(length - 2);
        }

        throw HeaderBytes.Broken();
    }

    private static int Marker(HeaderBytes bytes)
    {
        if (bytes.U8() != 0xFF)
        {
            throw HeaderBytes.Broken();
        }

        // Any number of fill bytes may come before the marker's second byte; a few are enough.
        for (int i = 0; i < 64; i++)
        {
            int marker = bytes.U8();
            if (marker != 0xFF)
            {
                return marker;
            }
        }

        throw HeaderBytes.Broken();
    }
}
