using Microsoft.AspNetCore.Http.Metadata;
using Weft.Core.Media;
using Weft.Server.Hosting;

namespace Weft.Server.Web;

/// <summary>Lets forms carry files, which go to disk while they come.</summary>
internal static class FormFiles
{
    /// <summary>The endpoint's forms may carry so many photos.</summary>
    public static TBuilder AllowFiles<TBuilder>(this TBuilder endpoint, int count)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodySize((long)count * MediaLimits.PhotoBytes + RequestLimits.BodyBytes));

    /// <summary>The endpoint's forms may carry so many files, and one of them may be a video.</summary>
    public static TBuilder AllowFilms<TBuilder>(this TBuilder endpoint, int count, MediaSettings settings)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(
            new BodySize(
                (count - 1L) * MediaLimits.PhotoBytes + Math.Max(settings.VideoBytes, MediaLimits.PhotoBytes) + RequestLimits.BodyBytes
            )
        );

    /// <summary>Read by routing and by the reader of forms, before the form is.</summary>
    private sealed record BodySize(long? MaxRequestBodySize) : IRequestSizeLimitMetadata, IFormOptionsMetadata
    {
        public long? MultipartBodyLengthLimit => MaxRequestBodySize;
        public bool? BufferBody => null;
        public int? MemoryBufferThreshold => null;
        public long? BufferBodyLengthLimit => null;
        public int? ValueCountLimit => null;
        public int? KeyLengthLimit => null;
        public int? ValueLengthLimit => null;
        public int? MultipartBoundaryLengthLimit => null;
        public int? MultipartHeadersCountLimit => null;
        public int? MultipartHeadersLengthLimit => null;
    }
}
