using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Instance;
using Weft.Server.Api.Mastodon.Media;
using Weft.Server.Api.Mastodon.Notifications;
using Weft.Server.Api.Mastodon.Reports;
using Weft.Server.Api.Mastodon.Search;
using Weft.Server.Api.Mastodon.Statuses;
using Weft.Server.Api.Mastodon.Timelines;

namespace Weft.Server.Api.Mastodon;

/// <summary>The Mastodon API: what apps for phones, browsers and the command line speak.</summary>
internal static class MastodonApi
{
    /// <summary>Adds presenters and resources. What they need of Core is said there.</summary>
    public static IServiceCollection AddMastodonApi(this IServiceCollection services)
    {
        services.AddSingleton<Addresses>();
        services.AddSingleton<AccountPresenter>();
        services.AddSingleton<CredentialsPresenter>();
        services.AddSingleton<RelationshipPresenter>();
        services.AddSingleton<Handles>();
        services.AddSingleton<MediaPresenter>();
        services.AddSingleton<StatusBodies>();
        services.AddSingleton<PollPresenter>();
        services.AddSingleton<StatusWriter>();
        services.AddSingleton<InstancePresenter>();
        services.AddSingleton<TagPresenter>();
        services.AddSingleton<AccountListEndpoints>();
        services.AddSingleton<IApiResource>(provider => provider.GetRequiredService<AccountListEndpoints>());
        services.AddResource<AccountEndpoints>();
        services.AddResource<CredentialsEndpoints>();
        services.AddResource<RelationshipEndpoints>();
        services.AddResource<StatusEndpoints>();
        services.AddResource<StatusWriting>();
        services.AddResource<StatusActs>();
        services.AddResource<AsyncRefreshEndpoints>();
        services.AddResource<PollEndpoints>();
        services.AddResource<MediaEndpoints>();
        services.AddResource<TimelineEndpoints>();
        services.AddResource<NotificationEndpoints>();
        services.AddResource<GroupedNotificationEndpoints>();
        services.AddResource<NotificationPolicyEndpoints>();
        services.AddResource<MarkerEndpoints>();
        services.AddResource<SearchEndpoints>();
        services.AddResource<ReportEndpoints>();
        services.AddResource<InstanceEndpoints>();
        services.AddResource<EmojiEndpoints>();
        services.AddResource<HostEndpoints>();
        services.AddResource<DomainBlockEndpoints>();
        services.AddResource<EmptyAnswers>();
        return services;
    }

    /// <summary>Maps all of it. The resources are made once, at the start: a request resolves nothing.</summary>
    public static void MapMastodonApi(this WebApplication app)
    {
        ApiRoutes routes = new(app);
        foreach (IApiResource resource in app.Services.GetServices<IApiResource>())
        {
            resource.Map(routes);
        }
    }

    private static void AddResource<TResource>(this IServiceCollection services)
        where TResource : class, IApiResource => services.AddSingleton<IApiResource, TResource>();
}
