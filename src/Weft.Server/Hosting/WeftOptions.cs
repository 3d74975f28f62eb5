using System.ComponentModel.DataAnnotations;
using Weft.Core.Media.Files;

namespace Weft.Server.Hosting;

/// <summary>Who may sign up.</summary>
public enum RegistrationMode
{
    /// <summary>Everyone.</summary>
    Open,

    /// <summary>Everyone, but a moderator lets them in.</summary>
    Approval,

    /// <summary>Those whom somebody invited.</summary>
    Invite,

    /// <summary>Nobody.</summary>
    Closed,
}

/// <summary>With which other servers this one speaks.</summary>
public enum SpeaksWith
{
    /// <summary>With all that were not suspended.</summary>
    Open,

    /// <summary>With those that were allowed.</summary>
    AllowList,
}

/// <summary>
/// The <c>Weft:</c> section of the configuration: appsettings.json, environment (<c>Weft__Url</c>) and command line
/// (<c>--Weft:Url=…</c>), the later ones winning. Checked at start by <see cref="WeftOptionsCheck"/>.
/// </summary>
public sealed class WeftOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Weft";

    /// <summary>The public address of this server, without a path.</summary>
    public string Url { get; set; } = "http://localhost:8080";

    /// <summary>What stands after the @ of local handles; the host (and port) of <see cref="Url"/> when empty.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The address that the web server binds.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The server's name, on pages and in apps.</summary>
    public string Title { get; set; } = "Weft";

    /// <summary>One or two sentences about this server.</summary>
    public string Description { get; set; } = "A place for short public conversation.";

    /// <summary>The address to write to about this server; empty for none.</summary>
    public string ContactEmail { get; set; } = "";

    /// <summary>Where the SQLite file, media and keys are.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary><c>sqlite</c>, or an Npgsql connection string.</summary>
    public string Database { get; set; } = "sqlite";

    /// <summary>Who may sign up: open, approval, invite or closed.</summary>
    public RegistrationMode Registration { get; set; } = RegistrationMode.Open;

    /// <summary><c>on</c>, or <c>off</c> for load tests.</summary>
    public string RateLimits { get; set; } = "on";

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-*</c> headers are believed, separated by commas; loopback always is.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary><c>single</c>.</summary>
    public string Cluster { get; set; } = "single";

    /// <summary>How mail is sent; it is printed to the log when no host is set.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Photos, videos and sounds, and pictures of other servers.</summary>
    public MediaOptions Media { get; set; } = new();

    /// <summary>How this server meets others.</summary>
    public FederationOptions Federation { get; set; } = new();

    /// <summary>The address of this server as an origin: no slash at the end.</summary>
    public string Origin => Url.TrimEnd('/');

    /// <summary>The part after the @ of local handles.</summary>
    public string LocalDomain => Domain.Length > 0 ? Domain : new Uri(Url).Authority;

    /// <summary>True when the database is SQLite.</summary>
    public bool IsSqlite => string.Equals(Database, "sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the SQLite file is.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "weft.db");

    /// <summary>True unless limits are switched off.</summary>
    public bool LimitsRates => !string.Equals(RateLimits, "off", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The <c>Weft:Media</c> section.</summary>
public sealed class MediaOptions
{
    /// <summary>Megabytes of a video or sound that comes.</summary>
    public int MaxVideoMegabytes { get; set; } = 100;

    /// <summary>The folder in which <c>ffmpeg</c> and <c>ffprobe</c> are; empty to look where the system looks.</summary>
    public string Ffmpeg { get; set; } = "";

    /// <summary>The folder in which libheif's <c>heif-dec</c> or <c>heif-convert</c> is; empty to look where the system looks.</summary>
    public string Heif { get; set; } = "";

    /// <summary>How much room pictures of other servers may take that somebody here looked at: <c>5GB</c>.</summary>
    public string CacheLimit { get; set; } = "5GB";

    /// <summary>The same in bytes; null when it cannot be read.</summary>
    public long? CacheBytes => ByteSize.Read(CacheLimit);

    /// <summary>Where the files of uploads are: <c>files</c>, in the data directory, or <c>s3</c>.</summary>
    public MediaStore Store { get; set; } = MediaStore.Files;

    /// <summary>The S3-compatible store.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>What holds for media.</summary>
    internal Core.Media.MediaSettings Settings =>
        new(MaxVideoMegabytes * 1024L * 1024, Ffmpeg.Length > 0 ? Ffmpeg : null)
        {
            Heif = Heif.Length > 0 ? Heif : null,
            Store = Store,
            S3 = S3.Settings,
        };
}

/// <summary>The <c>Weft:Media:S3</c> section.</summary>
public sealed class S3Options
{
    /// <summary>The store's address, such as <c>https://s3.example.org</c>; empty for no store.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The bucket, which has to be there.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The public half of the key.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret half.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>What all names in the bucket begin with.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The same for the store; null when none is named.</summary>
    internal S3Settings? Settings =>
        Endpoint.Length == 0
            ? null
            : new S3Settings(
                Endpoint,
                Bucket,
                AccessKey,
                SecretKey,
                Region,
                Prefix.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : ""
            );
}

/// <summary>The <c>Weft:Federation</c> section.</summary>
public sealed class FederationOptions
{
    /// <summary>For development: plain http, and other servers on loopback and private addresses.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// After a silence of this many seconds the outboxes of those whom people here follow are read at the next start, since
    /// many servers send only once.
    /// </summary>
    public int CatchUpAfter { get; set; } = 60;

    /// <summary>How many activities of other servers are taken in at once; to more of them the answer is 503.</summary>
    public int InboxLimit { get; set; } = 512;

    /// <summary>open: with all servers that were not suspended. allowlist: only with those that were allowed.</summary>
    public SpeaksWith Mode { get; set; } = SpeaksWith.Open;

    /// <summary>Whether documents are given to signed requests alone ("authorized fetch"), the instance actor excepted.</summary>
    public bool SignedFetch { get; set; }
}

/// <summary>The <c>Weft:Smtp</c> section.</summary>
public sealed class SmtpOptions
{
    /// <summary>The mail server's name; empty to print mail to the log and to ask for no confirmation.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>The user; empty for none.</summary>
    public string User { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary><c>starttls</c>, <c>tls</c> or <c>none</c>.</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>True when mail is sent, and addresses are to be confirmed.</summary>
    public bool IsConfigured => Host.Length > 0;
}
