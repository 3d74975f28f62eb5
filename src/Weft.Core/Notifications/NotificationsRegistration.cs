using Microsoft.Extensions.DependencyInjection;

namespace Weft.Core.Notifications;

/// <summary>What this room offers.</summary>
public static class NotificationsRegistration
{
    /// <summary>Adds the commands and readers of notifications. Needs a database and the accounts.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services;
}
