using Microsoft.AspNetCore.Http.Features;
using Weft.Core.Media.Files;

namespace Weft.Server.Api.Binding;

/// <summary>
/// Files that come with a request. Each goes to disk as it comes, whatever its size, and is removed with the request
/// unless somebody has moved it away.
/// </summary>
/// <param name="folder">Where they go.</param>
/// <param name="limits">The fields that may be files, and how large each may be; of a larger one the rest is read and thrown away, so that whoever sends it gets to read the refusal.</param>
internal sealed class UploadedFiles(MediaFolder folder, IReadOnlyDictionary<string, long> limits) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Dictionary<string, string> paths = [];

    /// <summary>The path of the file that came under this name; null for none and for an empty one.</summary>
    public string? Find(string name) => paths.GetValueOrDefault(name);

    /// <summary>Lets the body of a request be as large as the files may be, and what stands beside them.</summary>
    public void Allow(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = limits.Values.Sum() + Hosting.RequestLimits.RefusedBodyBytes;
        }
    }

    /// <summary>Takes a part; false when it is none of the files.</summary>
    /// <exception cref="BadFieldException">It is too large.</exception>
    public async Task<bool> TakeAsync(string name, Stream body, CancellationToken cancellation)
    {
        if (!limits.TryGetValue(name, out long maxBytes))
        {
            return false;
        }

        string path = folder.NewUpload();
        long length;
        await using (
            FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous)
        )
        {
            paths[name] = path;
            length = await CopyAsync(body, file, maxBytes, cancellation);
        }

        if (length > maxBytes)
        {
            await body.CopyToAsync(Stream.Null, cancellation);
            throw BadFieldException.Invalid(name, $"is larger than {maxBytes / 1024 / 1024} MB");
        }

        if (length == 0)
        {
            File.Delete(path);
            paths.Remove(name);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string path in paths.Values)
        {
            File.Delete(path);
        }
    }

    /// <summary>Copies up to one byte more than may come.</summary>
    private static async Task<long> CopyAsync(Stream body, FileStream file, long maxBytes, CancellationToken cancellation)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long length = 0;
            while (length <= maxBytes && await body.ReadAsync(buffer, cancellation) is int count and > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
                length += count;
            }

            return length;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
