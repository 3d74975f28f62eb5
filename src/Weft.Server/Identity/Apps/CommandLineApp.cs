using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity.Apps;

/// <summary>The app that holds the tokens of <c>weft accounts token</c>. Nobody can log in with it.</summary>
internal sealed class CommandLineApp(IWriter writer)
{
    private const string ClientId = "weft-command-line";

    /// <summary>A token for somebody. Refused for an account that is gone.</summary>
    public Task<Outcome<GrantedToken>> GrantAsync(long accountId, ScopeSet scopes, CancellationToken cancellation) =>
        writer.RunAsync(
            async work =>
            {
                ClientApp? app = await work.Db.Apps.FirstOrDefaultAsync(a => a.ClientId == ClientId, cancellation);
                if (app is null)
                {
                    int shard = IdSource.PickShard();
                    app = new ClientApp
                    {
                        Id = work.Ids.Next(shard),
                        Shard = shard,
                        ClientId = ClientId,
                        SecretHash = Secret.Hash(Secret.New()),
                        Name = "weft command line",
                        RedirectUris = "",
                        Scopes = ScopeSet.Everything.ToString(),
                        CreatedAt = work.Now,
                    };
                    work.Db.Apps.Add(app);
                }

                return await GrantTokenHandler.InAsync(work, new GrantToken(app.Id, accountId, scopes), cancellation);
            },
            cancellation
        );
}
