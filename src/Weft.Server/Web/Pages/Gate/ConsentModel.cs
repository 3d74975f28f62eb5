using Weft.Core.Accounts;

namespace Weft.Server.Web.Pages.Gate;

/// <summary>What the consent page shows.</summary>
/// <param name="AppName">What the app calls itself.</param>
/// <param name="Host">The website that gets the answer: of what an app says of itself only this is sure. Null for a program on a device.</param>
/// <param name="Account">Who is asked.</param>
/// <param name="Asked">What it asks for.</param>
/// <param name="Carried">The request's parameters, for the answer.</param>
/// <param name="Again">Where to come in as somebody else.</param>
public sealed record ConsentModel(
    string AppName,
    string? Host,
    AccountModel Account,
    IReadOnlyList<ScopeWords> Asked,
    IReadOnlyDictionary<string, string?> Carried,
    string Again
);
