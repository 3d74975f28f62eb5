using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weft.Server.Identity.Access;

namespace Weft.Server.Hosting.RateLimiting;

/// <summary>Holds the limits of the API, tells apps how much is left, and lets endpoints count what only they know.</summary>
internal sealed class RateLimits(WeftOptions options, FixedWindows windows, TimeProvider clock)
{
    /// <summary>Counts for this request. Always allowed when limits are off.</summary>
    /// <param name="limit">Which limit.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="key">For limits by key, what is counted for.</param>
    public bool TryTake(RateLimit limit, HttpContext context, string key = "") =>
        !options.LimitsRates || windows.Take(limit, limit.By == RateLimit.Counted.Key ? key : KeyOf(limit, context)).Allowed;

    /// <summary>Takes back what <see cref="TryTake"/> counted, when it did not happen after all.</summary>
    public void GiveBack(RateLimit limit, HttpContext context) => windows.GiveBack(limit, KeyOf(limit, context));

    /// <summary>Comes after authentication. Adds nothing when limits are off.</summary>
    public void Use(WebApplication app)
    {
        if (options.LimitsRates)
        {
            app.Use((context, next) => Hold(context) ? next(context) : RefuseAsync(context));
        }
    }

    private bool Hold(HttpContext context)
    {
        bool isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<RateLimit> own = context.GetEndpoint()?.Metadata.GetOrderedMetadata<RateLimit>() ?? [];
        if (!isApi && own.Count == 0)
        {
            return true;
        }

        Taken? tightest = null;
        foreach (RateLimit limit in (isApi ? OfApi(context.Caller) : []).Concat(own))
        {
            Taken taken = windows.Take(limit, KeyOf(limit, context));
            if (tightest is null || taken.Remaining < tightest.Value.Remaining || !taken.Allowed)
            {
                tightest = taken;
            }
        }

        Tell(context.Response.Headers, tightest!.Value);
        return tightest.Value.Allowed;
    }

    private static RateLimit[] OfApi(Caller? caller) =>
        caller is null ? [RateLimit.ApiOfAddress]
        : caller.AccountId is null ? [RateLimit.ApiOfToken]
        : [RateLimit.ApiOfToken, RateLimit.ApiOfAccount];

    private static string KeyOf(RateLimit limit, HttpContext context)
    {
        Caller? caller = context.Caller;
        return limit.By switch
        {
            RateLimit.Counted.Account when caller?.AccountId is long account => account.ToString(CultureInfo.InvariantCulture),
            RateLimit.Counted.Token when caller is not null => caller.CredentialId.ToString(CultureInfo.InvariantCulture),
            _ => AddressOf(context),
        };
    }

    /// <summary>An IPv6 network of a household counts as one, since each of its machines has billions of addresses.</summary>
    private static string AddressOf(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private void Tell(IHeaderDictionary headers, Taken taken)
    {
        headers["X-RateLimit-Limit"] = taken.Limit.Count.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = taken.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = taken.Reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        if (!taken.Allowed)
        {
            double seconds = Math.Max(1, Math.Ceiling((taken.Reset - clock.GetUtcNow()).TotalSeconds));
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static Task RefuseAsync(HttpContext context) =>
        Faults.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests");
}
