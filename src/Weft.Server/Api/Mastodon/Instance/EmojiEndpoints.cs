using System.Text.Json;
using Weft.Core.Emojis;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>The custom emoji that people of this server can write.</summary>
internal sealed class EmojiEndpoints(EmojiReader emojis, Addresses addresses) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api) => api.Get("/api/v1/custom_emojis", AnswerAsync).AllowAnyone();

    private async Task AnswerAsync(HttpContext context) =>
        await context.AnswerAsync(
            JsonSerializer.SerializeToUtf8Bytes(
                CustomEmojiJson.Of(await emojis.OwnAsync(context.RequestAborted), addresses),
                MastodonJson.Wire.IReadOnlyListCustomEmojiJson
            )
        );
}
