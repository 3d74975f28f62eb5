using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Core.Posts.Text;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>This server as apps see it, before anything else and without a token.</summary>
internal sealed class InstancePresenter(
    WeftOptions options,
    Addresses addresses,
    ServerFigures figures,
    AccountReader accounts,
    MediaSettings settings,
    MediaTypes types,
    AccountPresenter accountPresenter
)
{
    /// <summary>
    /// The version of the API that apps compare, then ours: any other form switches features off in some of them.
    /// </summary>
    public static string Version { get; } = $"4.5.0+weft.{WeftVersion.Number}";

    private static readonly AccountLimitsJson Accounts = new(
        MaxFeaturedTags: 0,
        PinPostHandler.Limit,
        ProfileTexts.MaxFields,
        ProfileTexts.MaxField,
        ProfileTexts.MaxField,
        ProfileTexts.MaxDisplayName,
        ProfileTexts.MaxNote
    );
    private static readonly StatusLimitsJson Statuses = new(PostLength.Limit, MediaLimits.OfPost, PostLength.Link);
    private readonly MediaLimitsJson media = new(
        types.All,
        MediaLimits.Description,
        MediaLimits.PhotoBytes,
        MediaLimits.PhotoPixels,
        (int)settings.VideoBytes,
        MediaLimits.FilmRate,
        MediaLimits.FilmPixels
    );
    private static readonly PollLimitsJson Polls = new(
        PollDraft.MostOptions,
        PollDraft.LongestOption,
        (int)PollDraft.Shortest.TotalSeconds,
        (int)PollDraft.Longest.TotalSeconds
    );
    private static readonly TimelineAccessJson Everyone = new("public", "public");
    private static readonly string[] Languages = ["en"];

    private bool IsOpen => options.Registration is RegistrationMode.Open or RegistrationMode.Approval;
    private bool NeedsApproval => options.Registration == RegistrationMode.Approval;
    private string Streaming =>
        (addresses.Origin.StartsWith("https", StringComparison.Ordinal) ? "wss://" : "ws://") + new Uri(addresses.Origin).Authority;
    private string Thumbnail => addresses.MissingHeader;

    /// <summary>The second version.</summary>
    public async Task<InstanceJson> PresentAsync(CancellationToken cancellation)
    {
        ServerFigures.Figures now = await figures.ReadAsync(cancellation);
        return new InstanceJson(
            addresses.Domain,
            options.Title,
            Version,
            addresses.Origin + "/about",
            options.Description,
            new UsageJson(new UsersJson(now.ActiveMonth)),
            new ThumbnailJson(Thumbnail, null, new Dictionary<string, string> { ["@1x"] = Thumbnail }),
            [new IconJson(addresses.MissingAvatar, "400x400")],
            Languages,
            new ConfigurationJson(
                new UrlsJson(Streaming, null, addresses.Origin + "/about", addresses.Origin + "/privacy", null),
                Accounts,
                Statuses,
                media,
                Polls,
                new TranslationJson(Enabled: false),
                new TimelinesAccessJson(Everyone, Everyone, new TimelineAccessJson("disabled", "disabled")),
                LimitedFederation: false
            ),
            new RegistrationsJson(IsOpen, NeedsApproval, NeedsApproval, null, null, null),
            new ApiVersionsJson(Mastodon: 7, Weft: 1),
            new ContactJson(options.ContactEmail, await ContactAsync(now, cancellation)),
            MastodonText.None
        );
    }

    /// <summary>The first version.</summary>
    public async Task<OldInstanceJson> PresentOldAsync(CancellationToken cancellation)
    {
        ServerFigures.Figures now = await figures.ReadAsync(cancellation);
        return new OldInstanceJson(
            addresses.Domain,
            options.Title,
            options.Description,
            options.Description,
            options.ContactEmail,
            Version,
            new OldUrlsJson(Streaming),
            new StatsJson(now.Accounts, now.Posts, DomainCount: 0),
            Thumbnail,
            Languages,
            IsOpen,
            NeedsApproval,
            InvitesEnabled: false,
            new OldConfigurationJson(Accounts, Statuses, media, Polls),
            await ContactAsync(now, cancellation),
            MastodonText.None
        );
    }

    private async Task<RawJson?> ContactAsync(ServerFigures.Figures now, CancellationToken cancellation)
    {
        AccountModel? owner = now.OwnerId is long id ? await accounts.FindAsync(id, cancellation) : null;
        return owner is null ? default(RawJson?) : new RawJson(accountPresenter.Render(owner));
    }
}
