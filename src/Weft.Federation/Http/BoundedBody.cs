namespace Weft.Federation.Http;

/// <summary>Reads a body that may be longer than it says, or grow when it is unpacked.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 * 1024;
    private const int CopyBuffer = 64 * 1024;

    /// <summary>Copies the body; false when it is larger than allowed, of which no more than one buffer beyond is read.</summary>
    public static async Task<bool> CopyAsync(HttpContent content, Stream into, long most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most)
        {
            return false;
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellation);
        byte[] buffer = new byte[CopyBuffer];
        long length = 0;
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and int read)
        {
            length += read;
            if (length > most)
            {
                return false;
            }

            await into.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return true;
    }

    /// <summary>The body; null when it is larger than allowed, of which no more than one buffer beyond is read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellation);
        byte[] buffer = new byte[FirstBuffer];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0)
            {
                return buffer[..length];
            }

            if (length > most)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, most + 1));
            }
        }
    }
}
