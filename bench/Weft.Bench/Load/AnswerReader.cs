using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Weft.Bench.Load;

/// <summary>
/// Reads HTTP/1.1 answers off a socket, looking at no more than the status and the length: a generator that understood
/// more would measure itself.
/// </summary>
internal sealed class AnswerReader
{
    private readonly byte[] buffer = new byte[128 * 1024];
    private int begin;
    private int end;

    /// <summary>The status of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>The bytes of the last answer's body.</summary>
    public long BodyLength { get; private set; }

    /// <summary>The beginning of the last answer's body, as text.</summary>
    public string BodyStart { get; private set; } = "";

    /// <summary>Reads one answer to its end.</summary>
    /// <exception cref="IOException">The server closed the connection, or does not speak HTTP.</exception>
    public async ValueTask ReadAsync(Socket socket)
    {
        int length;
        while ((length = Pending.IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(socket);
        }

        ReadOnlySpan<byte> head = Pending[..(length + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..12], out int status, out _))
        {
            throw new IOException("The answer is not HTTP/1.1.");
        }

        Status = status;
        BodyLength = 0;
        long announced = AnswerHead.ContentLength(head);
        bool chunked = AnswerHead.IsChunked(head);
        begin += length + 4;
        BodyStart = status < 300 ? "" : Encoding.UTF8.GetString(Pending[..Math.Min(500, Pending.Length)]);
        if (chunked)
        {
            await SkipChunksAsync(socket);
        }
        else if (announced > 0)
        {
            await SkipAsync(socket, announced);
        }
    }

    private ReadOnlySpan<byte> Pending => buffer.AsSpan(begin, end - begin);

    private async ValueTask SkipChunksAsync(Socket socket)
    {
        while (true)
        {
            int line;
            while ((line = Pending.IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync(socket);
            }

            if (!Utf8Parser.TryParse(Pending[..line], out int size, out _, 'x'))
            {
                throw new IOException("A chunk has no length.");
            }

            begin += line + 2;
            await SkipAsync(socket, size);
            BodyLength -= 2;
            await SkipAsync(socket, 2);
            if (size == 0)
            {
                return;
            }
        }
    }

    private async ValueTask SkipAsync(Socket socket, long count)
    {
        BodyLength += count;
        while (count > end - begin)
        {
            count -= end - begin;
            begin = end;
            await FillAsync(socket);
        }

        begin += (int)count;
    }

    private async ValueTask FillAsync(Socket socket)
    {
        if (begin == end)
        {
            begin = end = 0;
        }
        else if (end == buffer.Length)
        {
            Pending.CopyTo(buffer);
            (begin, end) = (0, end - begin);
        }

        int read = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None);
        if (read == 0)
        {
            throw new IOException("The server closed the connection.");
        }

        end += read;
    }
}
