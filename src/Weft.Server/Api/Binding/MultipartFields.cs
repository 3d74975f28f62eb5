using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Weft.Server.Hosting;

namespace Weft.Server.Api.Binding;

/// <summary>Reads multipart/form-data. Parts with a file name are files: they go where the request says, else only their names are kept, unless they are empty.</summary>
internal static class MultipartFields
{
    private const int MaxBoundary = 200;
    private const int MaxHeaders = 16;
    private const int MaxHeadersLength = 4_096;

    /// <summary>Puts all parts into the object, and the names of files into the list.</summary>
    /// <exception cref="BadFieldException">It is not what it says it is.</exception>
    public static async Task ReadAsync(
        Stream body,
        MediaTypeHeaderValue type,
        FieldNode into,
        List<string> files,
        UploadedFiles? uploads,
        CancellationToken cancellation
    )
    {
        string? boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundary)
        {
            throw BadFieldException.Unreadable("its multipart boundary is missing");
        }

        try
        {
            MultipartReader reader = new(boundary, body) { HeadersCountLimit = MaxHeaders, HeadersLengthLimit = MaxHeadersLength };
            int count = 0;
            long textBytes = 0;
            while (await reader.ReadNextSectionAsync(cancellation) is MultipartSection section)
            {
                if (++count > UrlEncodedFields.MaxCount)
                {
                    throw BadFieldException.Unreadable("it has too many fields");
                }

                textBytes += await ReadPartAsync(section, into, files, uploads, cancellation);
                if (textBytes > RequestLimits.BodyBytes)
                {
                    throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
                }
            }
        }
        catch (Exception fault) when (fault is InvalidDataException || fault is IOException and not BadHttpRequestException)
        {
            throw BadFieldException.Unreadable("its multipart body is broken");
        }
    }

    /// <summary>Answers how many bytes of it are kept in memory.</summary>
    private static async Task<long> ReadPartAsync(
        MultipartSection section,
        FieldNode into,
        List<string> files,
        UploadedFiles? uploads,
        CancellationToken cancellation
    )
    {
        if (
            !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name
        )
        {
            return 0;
        }

        // Some apps name no file and no type for what is one.
        if (uploads is not null && await uploads.TakeAsync(name, section.Body, cancellation))
        {
            return 0;
        }

        using MemoryStream content = new();
        await section.Body.CopyToAsync(content, cancellation);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
        {
            if (!bytes.IsEmpty)
            {
                files.Add(name);
            }

            return content.Length;
        }

        FieldPath.Put(into, name, new FieldNode(StrictText.FromUtf8(bytes)));
        return content.Length;
    }
}
