using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Weft.Core.Accounts.Access;

namespace Weft.Server.Identity.Passkeys;

/// <summary>What has to be kept of a passkey beside its id, name and moments.</summary>
internal sealed record PasskeyData(
    byte[] PublicKey,
    uint SignCount,
    string[]? Transports,
    bool IsUserVerified,
    bool IsBackupEligible,
    bool IsBackedUp,
    byte[] AttestationObject,
    byte[] ClientDataJson
)
{
    /// <summary>For a row.</summary>
    public static string Write(UserPasskeyInfo passkey) =>
        JsonSerializer.Serialize(
            new PasskeyData(
                passkey.PublicKey,
                passkey.SignCount,
                passkey.Transports,
                passkey.IsUserVerified,
                passkey.IsBackupEligible,
                passkey.IsBackedUp,
                passkey.AttestationObject,
                passkey.ClientDataJson
            ),
            PasskeyJson.Default.PasskeyData
        );

    /// <summary>From a row.</summary>
    public static UserPasskeyInfo Read(Passkey row)
    {
        PasskeyData data = JsonSerializer.Deserialize(row.Data, PasskeyJson.Default.PasskeyData)!;
        return new UserPasskeyInfo(
            System.Buffers.Text.Base64Url.DecodeFromChars(row.CredentialId),
            data.PublicKey,
            row.CreatedAt,
            data.SignCount,
            data.Transports,
            data.IsUserVerified,
            data.IsBackupEligible,
            data.IsBackedUp,
            data.AttestationObject,
            data.ClientDataJson
        )
        {
            Name = row.Name,
        };
    }
}

/// <summary>What the page's script sends and gets.</summary>
/// <param name="Credential">What the browser made, as JSON.</param>
/// <param name="Name">What the person calls a new passkey.</param>
/// <param name="Next">Where to go on.</param>
internal sealed record PasskeyRequest(JsonElement Credential, string? Name, string? Next);

/// <summary>Where the script leads the browser.</summary>
internal sealed record PasskeyAnswer(string Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PasskeyData))]
[JsonSerializable(typeof(PasskeyRequest))]
[JsonSerializable(typeof(PasskeyAnswer))]
internal sealed partial class PasskeyJson : JsonSerializerContext;
