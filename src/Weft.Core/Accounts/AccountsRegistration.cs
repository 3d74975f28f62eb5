using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Core.Accounts.Invitations;
using Weft.Core.Accounts.Moving;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Emojis;
using Weft.Core.Media.Remote;

namespace Weft.Core.Accounts;

/// <summary>What this room offers.</summary>
public static class AccountsRegistration
{
    /// <summary>Adds the commands and readers of accounts and of their relationships. Needs a database and <see cref="EventSink"/>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddEmojiReading();
        services.AddSingleton<SignUpHandler>();
        services.AddSingleton<UpdateProfileHandler>();
        services.AddSingleton<DeleteAccountHandler>();
        services.AddSingleton<ApproveRegistrationHandler>();
        services.AddSingleton<RejectRegistrationHandler>();
        services.AddSingleton<WaitingRegistrations>();
        services.AddSingleton<MakeInvitationHandler>();
        services.AddSingleton<RevokeInvitationHandler>();
        services.AddSingleton<InvitationReader>();
        services.AddSingleton<FollowAccountHandler>();
        services.AddSingleton<UnfollowAccountHandler>();
        services.AddSingleton<AnswerFollowRequestHandler>();
        services.AddSingleton<RemoveFollowerHandler>();
        services.AddSingleton<BlockAccountHandler>();
        services.AddSingleton<UnblockAccountHandler>();
        services.AddSingleton<MuteAccountHandler>();
        services.AddSingleton<UnmuteAccountHandler>();
        services.AddSingleton<BlockDomainHandler>();
        services.AddSingleton<UnblockDomainHandler>();
        services.AddSingleton<BlockedDomains>();
        services.AddSingleton<WriteNoteHandler>();
        services.AddSingleton<SaveRemoteAccountHandler>();
        services.AddSingleton<SetAliasesHandler>();
        services.AddSingleton<MoveAccountHandler>();
        services.AddSingleton<MoveFollowerHandler>();
        services.AddSingleton<ReceiveMoveHandler>();
        services.TryAddSingleton<PictureSeal>();
        services.AddSingleton<AccountReader>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<AccountReader>());
        services.AddSingleton<PostingDefaultsReader>();
        services.AddSingleton<ServerFigures>();
        services.AddSingleton<RelationshipReader>();
        services.AddSingleton<RelationshipLists>();
        services.AddSingleton<FamiliarFollowers>();
        services.AddSingleton<AccountPreferences>();
        return services;
    }
}
