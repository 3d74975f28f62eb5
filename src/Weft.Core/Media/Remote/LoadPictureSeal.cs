using System.Security.Cryptography;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Gives the <see cref="PictureSeal"/> the secret that all processes and all starts share; makes it at the first. Apart
/// from the seal, since those who read paths listen to the writer.
/// </summary>
public sealed class LoadPictureSealHandler(IWriter writer, PictureSeal seal)
{
    private const string Name = "media.seal";

    /// <summary>Before the first path is made.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Outcome<string> secret = await writer.RunAsync<string>(
            async work =>
            {
                if (await work.Db.Settings.FindAsync([Name], cancellation) is { } kept)
                {
                    return kept.Value;
                }

                Setting made = new() { Name = Name, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PictureSeal.KeyBytes)) };
                work.Db.Settings.Add(made);
                return made.Value;
            },
            cancellation
        );
        seal.Use(Convert.FromBase64String(secret.Value!));
    }
}
