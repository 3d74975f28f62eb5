using Amazon.S3;
using Amazon.S3.Model;

namespace Weft.Core.Media.Files;

/// <summary>A file of the store that can be sought in: read in pieces from wherever the reader is, so that the end of a film costs no more than its end.</summary>
internal sealed class S3Stream(AmazonS3Client client, string bucket, string path, long length) : Stream
{
    /// <summary>How much is asked for at once: whoever leaves early has asked for no more than this in vain.</summary>
    private const long Piece = 8 * 1024 * 1024;

    private GetObjectResponse? piece;
    private long pieceEnds;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.Length == 0)
        {
            return 0;
        }

        try
        {
            if (piece is null || position >= pieceEnds)
            {
                piece?.Dispose();
                pieceEnds = Math.Min(position + Piece, length);
                GetObjectRequest get = new()
                {
                    BucketName = bucket,
                    Key = path,
                    ByteRange = new ByteRange(position, pieceEnds - 1),
                };
                piece = await client.GetObjectAsync(get, cancellationToken);
            }

            int most = (int)Math.Min(buffer.Length, pieceEnds - position);
            int read = await piece.ResponseStream.ReadAsync(buffer[..most], cancellationToken);
            if (read == 0)
            {
                throw new IOException("The store of media has sent less than it said.");
            }

            position += read;
            return read;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException))
        {
            throw new IOException("The store of media does not answer.", fault);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Never: it would hold up a thread for another machine.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        long to =
            origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => position,
                _ => length,
            } + offset;
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        if (to != position)
        {
            piece?.Dispose();
            piece = null;
            position = to;
        }

        return position;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("It never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            piece?.Dispose();
        }

        base.Dispose(disposing);
    }
}
