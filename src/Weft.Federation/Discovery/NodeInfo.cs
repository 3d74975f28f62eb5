namespace Weft.Federation.Discovery;

/// <summary>What a server says of itself (NodeInfo 2.0 and 2.1). To show to operators; abilities never follow from it.</summary>
/// <param name="Software">The software's name, of <c>a-z 0-9 -</c>; null when it says none.</param>
/// <param name="Version">Its version, cut to 100 characters.</param>
/// <param name="NodeName">The server's name, cut to 200 characters.</param>
/// <param name="Users">How many accounts it says to have.</param>
/// <param name="OpenRegistrations">Whether one may sign up there.</param>
/// <param name="InstanceActor">The id of its own actor (FEP-2677), on its own origin.</param>
public sealed record NodeInfo(
    string? Software,
    string? Version,
    string? NodeName,
    long? Users,
    bool? OpenRegistrations,
    string? InstanceActor
);

/// <summary>What came of asking for it: one of the two is there.</summary>
/// <param name="Info">What the server says.</param>
/// <param name="Why">Why nothing is known.</param>
public sealed record NodeInfoOutcome(NodeInfo? Info, string? Why);
