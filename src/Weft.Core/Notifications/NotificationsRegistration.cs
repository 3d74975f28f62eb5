using Microsoft.Extensions.DependencyInjection;

namespace Weft.Core.Notifications;

/// <summary>What this room offers.</summary>
public static class NotificationsRegistration
{
    /// <summary>Adds the commands and readers of notifications and markers. Needs a database and the accounts.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<ClearNotificationsHandler>();
        services.AddSingleton<DismissNotificationHandler>();
        services.AddSingleton<SaveMarkerHandler>();
        services.AddSingleton<NotificationReader>();
        services.AddSingleton<NotificationGroups>();
        services.AddSingleton<MarkerReader>();
        return services;
    }
}
