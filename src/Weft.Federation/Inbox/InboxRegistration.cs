using Microsoft.Extensions.DependencyInjection;
using Weft.Federation.Inbox.Activities;

namespace Weft.Federation.Inbox;

/// <summary>Adds what takes in what other servers send.</summary>
public static class InboxRegistration
{
    /// <summary>Adds the inbox with a handler for each kind of activity; wants people, posts and discovery.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) =>
        services
            .AddSingleton<ActivityInbox>()
            .AddSingleton<ProvenActivities>()
            .AddSingleton<Forwarded>()
            .AddSingleton<GoneActors>()
            .AddSingleton<EarlyDeletes>()
            .AddSingleton<RepeatedFaults>()
            .AddSingleton<TakenVotes>()
            .AddSingleton<TakeCreate>()
            .AddSingleton<IActivityHandler>(provider => provider.GetRequiredService<TakeCreate>())
            .AddSingleton<IActivityHandler, TakeUpdate>()
            .AddSingleton<IActivityHandler, TakeDelete>()
            .AddSingleton<IActivityHandler, TakeFollow>()
            .AddSingleton<AnsweredStamp>()
            .AddSingleton<TakeQuoteAnswer>()
            .AddSingleton<TakeInteractionAnswer>()
            .AddSingleton<IActivityHandler, TakeAnswer>()
            .AddSingleton<IActivityHandler, TakeQuoteRequest>()
            .AddSingleton<IActivityHandler, TakeInteractionRequest>()
            .AddSingleton<IActivityHandler, TakeUndo>()
            .AddSingleton<IActivityHandler, TakeAnnounce>()
            .AddSingleton<IActivityHandler, TakeLike>()
            .AddSingleton<IActivityHandler, TakeBlock>()
            .AddSingleton<IActivityHandler, TakePin>()
            .AddSingleton<Moving.Moves>()
            .AddSingleton<Moving.MovedFollowers>()
            .AddSingleton<Moving.MoveRounds>()
            .AddHostedService(services => services.GetRequiredService<Moving.MoveRounds>())
            .AddSingleton<IActivityHandler, TakeMove>()
            .AddSingleton<IActivityHandler, TakeFlag>()
            .AddHostedService<ForgetReceived>();
}
