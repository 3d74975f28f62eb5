using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Posts.Held;
using Weft.Core.Posts.Polls;
using Weft.Core.Posts.Remote;

namespace Weft.Core.Posts;

/// <summary>What can be done with posts.</summary>
public static class PostsRegistration
{
    /// <summary>Adds the commands on posts, the reader that every post leaves by, and the queries of their versions. Needs accounts.</summary>
    public static IServiceCollection AddPosts(this IServiceCollection services) =>
        services
            .AddSingleton<PostCache>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<PostCache>())
            .AddSingleton<PostLoader>()
            .AddSingleton<PostReader>()
            .AddSingleton<PublishPostHandler>()
            .AddSingleton<EditPostHandler>()
            .AddSingleton<DeletePostHandler>()
            .AddSingleton<LikePostHandler>()
            .AddSingleton<UnlikePostHandler>()
            .AddSingleton<RepostPostHandler>()
            .AddSingleton<UndoRepostHandler>()
            .AddSingleton<BookmarkPostHandler>()
            .AddSingleton<UnbookmarkPostHandler>()
            .AddSingleton<PinPostHandler>()
            .AddSingleton<UnpinPostHandler>()
            .AddSingleton<MuteConversationHandler>()
            .AddSingleton<UnmuteConversationHandler>()
            .AddSingleton<RevokeQuoteHandler>()
            .AddSingleton<SetInteractionPolicyHandler>()
            .AddSingleton<ReceivePostHandler>()
            .AddSingleton<ReceiveEditHandler>()
            .AddSingleton<ReceiveQuoteRequestHandler>()
            .AddSingleton<ReceiveInteractionRequestHandler>()
            .AddSingleton<ReceiveInteractionAnswerHandler>()
            .AddSingleton<ReceiveQuoteAnswerHandler>()
            .AddSingleton<ReceiveStampRevocationHandler>()
            .AddSingleton<PostHistory>()
            .AddSingleton<GonePosts>()
            .AddSingleton<PostSource>()
            .AddSingleton<ReleaseHeld>()
            .AddSingleton<AskAgain>()
            .AddSingleton<HeldNoted>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<HeldNoted>())
            .AddHostedService<HeldRounds>()
            .AddSingleton<VotePollHandler>()
            .AddSingleton<TellPolls>()
            .AddHostedService<PollRounds>()
            .AddHostedService<ForgetIdempotencyKeys>();
}
