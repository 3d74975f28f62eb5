using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Moderation;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Reports;
using Weft.Core.Timelines;
using Weft.Server.Identity;

namespace Weft.Server.Hosting;

/// <summary>What Weft is, room by room: the same for the server and the command line.</summary>
internal static class CoreRegistration
{
    public static IServiceCollection AddWeftCore(this IServiceCollection services)
    {
        // First, since what hears an event before others is right before they ask it: posts are shown with their authors.
        services.AddAccounts();
        services.AddMedia();
        services.AddEmojis();
        services.AddRemotePictures();
        services.AddNotifications();
        services.AddPosts();
        services.AddReports();
        services.AddCountKeeping();
        services.AddTimelines();
        services.AddModeration();
        services.AddAccess();
        return services;
    }
}
