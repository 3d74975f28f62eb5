using Weft.Core;
using Weft.Core.Accounts;

namespace Weft.Server.Web.Pages.Profile;

/// <summary>A page that is a list of people.</summary>
public sealed record PeopleModel(string Title, string Back, Page<AccountModel> People, string EmptySentence);
