using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Weft.Core.Storage;

/// <summary>A moment as milliseconds since 1970-01-01T00:00Z.</summary>
internal sealed class MomentConverter()
    : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(),
        value => DateTimeOffset.FromUnixTimeMilliseconds(value)
    );
