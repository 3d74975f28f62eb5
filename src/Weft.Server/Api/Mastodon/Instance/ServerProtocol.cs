namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>A protocol in which this server speaks with others; who adds the protocol to the services adds this beside it.</summary>
/// <param name="Name">NodeInfo's word for it, such as <c>activitypub</c>.</param>
internal sealed record ServerProtocol(string Name);
