namespace Weft.Federation.Http;

/// <summary>What is asked for: which content types are an answer, how long one waits, where a redirect may lead.</summary>
public sealed class Wanted
{
    private const string ActivityStreams = "https://www.w3.org/ns/activitystreams";
    private const string ActivityAccept = $"application/activity+json, application/ld+json; profile=\"{ActivityStreams}\"";

    private readonly string[] types;

    private Wanted(string accept, params string[] types)
    {
        Accept = accept;
        this.types = types;
    }

    /// <summary>An object, an activity, a collection.</summary>
    public static Wanted Document { get; } = new(ActivityAccept, "application/activity+json", "application/ld+json");

    /// <summary>
    /// An actor. Where a signature isn't liked some answer 404 (threads.net), so that this one is tried once more in the other scheme.
    /// </summary>
    public static Wanted Actor { get; } =
        new(ActivityAccept, "application/activity+json", "application/ld+json") { MissingMayMeanUnsigned = true };

    /// <summary>A key, for which a request waits at the door: three seconds.</summary>
    public static Wanted Key { get; } =
        new(ActivityAccept, "application/activity+json", "application/ld+json")
        {
            MissingMayMeanUnsigned = true,
            Deadline = TimeSpan.FromSeconds(3),
        };

    /// <summary>A WebFinger answer; its account domain may redirect to the server's (split domains).</summary>
    public static Wanted WebFinger { get; } =
        new("application/jrd+json, application/json", "application/jrd+json", "application/json") { MayCross = true };

    /// <summary>host-meta in XML, which tells where WebFinger is.</summary>
    public static Wanted HostMeta { get; } =
        new("application/xrd+xml, application/xml", "application/xrd+xml", "application/xml", "text/xml") { MayCross = true };

    /// <summary>NodeInfo and the list of its versions.</summary>
    public static Wanted NodeInfo { get; } = new("application/json", "application/json", "application/jrd+json");

    /// <summary>A page that somebody pasted, to find the link to its document in it. Nothing in it is believed.</summary>
    public static Wanted Page { get; } =
        new($"{ActivityAccept}, text/html;q=0.5", "application/activity+json", "application/ld+json", "text/html") { MayCross = true };

    /// <summary>
    /// A picture, for people who wait for it: fifteen seconds. What it is is for its bytes to say, so that stores which know
    /// of no types may hold it too; what says that it is a page or a drawing full of script is not read.
    /// </summary>
    public static Wanted Picture { get; } =
        new("image/webp, image/avif, image/jpeg, image/png, image/gif, image/*;q=0.5", "application/octet-stream", "binary/octet-stream")
        {
            MayCross = true,
            TakesPictures = true,
            Deadline = TimeSpan.FromSeconds(15),
        };

    /// <summary>
    /// A video, a moving picture or a sound, by the rules of <see cref="Picture"/>: three minutes, since nobody waits for
    /// all of it.
    /// </summary>
    public static Wanted Film { get; } =
        new("video/*, audio/*, image/*;q=0.5", "application/octet-stream", "binary/octet-stream", "application/mp4", "application/ogg")
        {
            MayCross = true,
            TakesPictures = true,
            TakesFilms = true,
            Deadline = TimeSpan.FromMinutes(3),
        };

    internal string Accept { get; }

    private bool TakesPictures { get; init; }

    private bool TakesFilms { get; init; }

    /// <summary>The time for the whole exchange, redirects and second knocks included; never for each read.</summary>
    internal TimeSpan Deadline { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether an unsigned request may be led to another origin.</summary>
    internal bool MayCross { get; private init; }

    /// <summary>Whether a 404 may mean that the signature isn't liked.</summary>
    internal bool MissingMayMeanUnsigned { get; private init; }

    /// <summary>
    /// Whether an answer of this type is one. An uploaded file is served as something else, and so can't pose as an actor.
    /// </summary>
    internal bool Takes(System.Net.Http.Headers.MediaTypeHeaderValue? type) =>
        (TakesPictures && IsPicture(type)) || (TakesFilms && IsFilm(type)) || IsOfTypes(type);

    private bool IsOfTypes(System.Net.Http.Headers.MediaTypeHeaderValue? type) =>
        type?.MediaType is { } media
        && types.Contains(media, StringComparer.OrdinalIgnoreCase)
        && (!media.Equals("application/ld+json", StringComparison.OrdinalIgnoreCase) || IsActivityStreams(type));

    private static bool IsPicture(System.Net.Http.Headers.MediaTypeHeaderValue? type) =>
        type?.MediaType is null
        || type.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            && !type.MediaType.StartsWith("image/svg", StringComparison.OrdinalIgnoreCase);

    private static bool IsFilm(System.Net.Http.Headers.MediaTypeHeaderValue? type) =>
        type?.MediaType is { } media
        && (
            media.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
            || media.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
                && !media.EndsWith("mpegurl", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsActivityStreams(System.Net.Http.Headers.MediaTypeHeaderValue type) =>
        type.Parameters.Any(parameter =>
            "profile".Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)
            && parameter.Value?.Trim('"').Split(' ').Contains(ActivityStreams) == true
        );
}
