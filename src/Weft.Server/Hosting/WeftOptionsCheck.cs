using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;
using Weft.Core.Media.Files;

namespace Weft.Server.Hosting;

/// <summary>Stops the start with a sentence that names the setting when a value cannot be right.</summary>
internal sealed class WeftOptionsCheck : IValidateOptions<WeftOptions>
{
    private const long SmallestCache = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, WeftOptions options)
    {
        List<string> faults = [];
        void Expect(bool holds, string sentence)
        {
            if (!holds)
            {
                faults.Add(sentence);
            }
        }

        Expect(
            IsOrigin(options.Url),
            $"Weft:Url is \"{options.Url}\", but it has to be the public http or https address of this server without a path, such as https://weft.example."
        );
        Expect(
            options.Domain.Length == 0 || Uri.CheckHostName(options.Domain.Split(':')[0]) != UriHostNameType.Unknown,
            $"Weft:Domain is \"{options.Domain}\", but it has to be a host name, such as weft.example, or empty."
        );
        Expect(
            options.Listen.Split(';').All(IsListenAddress),
            $"Weft:Listen is \"{options.Listen}\", but it has to be an address to bind, such as http://127.0.0.1:8080."
        );
        Expect(
            options.DataDirectory.Length > 0,
            "Weft:DataDirectory is empty, but it has to be a folder that Weft may write to, such as ./data."
        );
        Expect(
            options.IsSqlite || IsConnectionString(options.Database),
            "Weft:Database has to be \"sqlite\" or an Npgsql connection string with a Host, such as \"Host=localhost;Database=weft;Username=weft\"."
        );
        Expect(
            options.RateLimits.ToUpperInvariant() is "ON" or "OFF",
            $"Weft:RateLimits is \"{options.RateLimits}\", but it has to be \"on\" or \"off\"."
        );
        Expect(
            options.Cluster == "single",
            $"Weft:Cluster is \"{options.Cluster}\", but this version knows \"single\" only: one process for each database."
        );
        Expect(
            !options.Smtp.IsConfigured || options.Smtp.From.Contains('@', StringComparison.Ordinal),
            "Weft:Smtp:From has to be the sender's e-mail address when Weft:Smtp:Host is set."
        );
        Expect(
            options.Smtp.Security is "starttls" or "tls" or "none",
            $"Weft:Smtp:Security is \"{options.Smtp.Security}\", but it has to be \"starttls\", \"tls\" or \"none\"."
        );
        Expect(options.Smtp.Port is > 0 and <= 65535, $"Weft:Smtp:Port is {options.Smtp.Port}, but it has to be between 1 and 65535.");
        Expect(
            options.Federation.CatchUpAfter >= 0,
            $"Weft:Federation:CatchUpAfter is {options.Federation.CatchUpAfter}, but it has to be a number of seconds, 0 or more."
        );
        Expect(
            options.Federation.InboxLimit > 0,
            $"Weft:Federation:InboxLimit is {options.Federation.InboxLimit}, but it has to be a number of activities, 1 or more."
        );
        Expect(
            options.Media.MaxVideoMegabytes is > 0 and < 2_048,
            $"Weft:Media:MaxVideoMegabytes is {options.Media.MaxVideoMegabytes}, but it has to be between 1 and 2047."
        );
        Expect(
            options.Media.Store != MediaStore.S3 || options.Media.S3.Endpoint.Length > 0,
            "Weft:Media:S3:Endpoint has to be the address of the store when Weft:Media:Store is \"s3\", such as https://s3.example.org."
        );
        Expect(
            options.Media.S3.Endpoint.Length == 0
                || Uri.TryCreate(options.Media.S3.Endpoint, UriKind.Absolute, out Uri? store) && store.Scheme is "http" or "https",
            $"Weft:Media:S3:Endpoint is \"{options.Media.S3.Endpoint}\", but it has to be an http or https address."
        );
        Expect(
            options.Media.S3.Endpoint.Length == 0
                || (options.Media.S3.Bucket.Length > 0 && options.Media.S3.AccessKey.Length > 0 && options.Media.S3.SecretKey.Length > 0),
            "Weft:Media:S3:Bucket, AccessKey and SecretKey have to be set when Weft:Media:S3:Endpoint is."
        );
        Expect(
            options.Media.CacheBytes >= SmallestCache,
            $"Weft:Media:CacheLimit is \"{options.Media.CacheLimit}\", but it has to be 1MB or more, such as 5GB or 500MB."
        );
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.PathAndQuery == "/"
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0;

    private static bool IsListenAddress(string value) =>
        value.StartsWith("http://unix:/", StringComparison.Ordinal)
        || Uri.TryCreate(value.Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https";

    private static bool IsConnectionString(string value)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(value).Host);
        }
        catch (Exception fault) when (fault is ArgumentException or DbException or FormatException)
        {
            return false;
        }
    }
}
