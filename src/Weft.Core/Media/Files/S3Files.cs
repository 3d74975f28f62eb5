using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Weft.Core.Media.Files;

/// <summary>Where an S3-compatible store is.</summary>
/// <param name="Endpoint">Its address, http or https.</param>
/// <param name="Bucket">The bucket; it has to be there.</param>
/// <param name="AccessKey">The public half of the key.</param>
/// <param name="SecretKey">The secret half.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Prefix">What all names begin with; empty, or ending in a slash.</param>
public sealed record S3Settings(string Endpoint, string Bucket, string AccessKey, string SecretKey, string Region, string Prefix);

/// <summary>Files in an S3-compatible store, under the same names as in a folder. The bucket need not be readable by others.</summary>
public sealed class S3Files : IMediaFiles, IDisposable
{
    // Besides its own exceptions the library lets those of the connection pass, of types that the core does not know.
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;

    /// <summary>Connects when the first file is asked for.</summary>
    public S3Files(S3Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (bucket, prefix) = (settings.Bucket, settings.Prefix);
        client = new AmazonS3Client(
            new BasicAWSCredentials(settings.AccessKey, settings.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = settings.Endpoint,
                AuthenticationRegion = settings.Region,
                // The one form that every store knows.
                ForcePathStyle = true,
                // Stores by others know nothing of the newer checksums.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }
        );
    }

    /// <inheritdoc/>
    public async Task KeepAsync(string key, string folder, CancellationToken cancellation)
    {
        foreach (string file in Directory.GetFiles(folder))
        {
            await using (FileStream content = File.OpenRead(file))
            {
                await PutAsync(key, Path.GetFileName(file), content, cancellation);
            }

            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, string name, Stream content, CancellationToken cancellation)
    {
        PutObjectRequest put = new()
        {
            BucketName = bucket,
            Key = NameOf(key, name),
            InputStream = content,
            AutoCloseStream = false,
            ContentType = MediaPaths.TypeOfName(name) ?? "application/octet-stream",
            UseChunkEncoding = false,
        };
        try
        {
            await client.PutObjectAsync(put, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new IOException("The store of media does not take a file.", fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream?> OpenAsync(string key, string name, CancellationToken cancellation)
    {
        string path = NameOf(key, name);
        try
        {
            GetObjectMetadataResponse found = await client.GetObjectMetadataAsync(bucket, path, cancellation);
            return new S3Stream(client, bucket, path, found.ContentLength);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new IOException("The store of media does not answer.", fault);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, string name, CancellationToken cancellation)
    {
        try
        {
            await client.DeleteObjectAsync(bucket, NameOf(key, name), cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new IOException("The store of media does not answer.", fault);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, CancellationToken cancellation)
    {
        try
        {
            await foreach ((string name, _) in NamesAsync(key, cancellation))
            {
                await client.DeleteObjectAsync(bucket, NameOf(key, name), cancellation);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new IOException("The store of media does not answer.", fault);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, long Length)> NamesAsync(
        string key,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // A key has a handful of files, far less than one answer lists.
        ListObjectsV2Request list = new() { BucketName = bucket, Prefix = NameOf(key, "") };
        ListObjectsV2Response found;
        try
        {
            found = await client.ListObjectsV2Async(list, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new IOException("The store of media does not answer.", fault);
        }

        foreach (S3Object one in found.S3Objects ?? [])
        {
            yield return (one.Key[list.Prefix.Length..], one.Size ?? 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private string NameOf(string key, string name) =>
        MediaPaths.IsKey(key) ? $"{prefix}{key[..2]}/{key}/{name}" : throw new ArgumentException("It is no key.", nameof(key));
}
