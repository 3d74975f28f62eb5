using Weft.Core.Accounts.Access;
using Weft.Server.Identity.Access;
using static Weft.Server.Identity.Access.AccessRule;

namespace Weft.Server.Tests.Identity;

public sealed class AccessRuleTests
{
    /// <summary>Who calls × what the endpoint asks: the status and the words of Mastodon.</summary>
    [Theory]
    [InlineData(nameof(Callers.Anyone), "nobody", 200)]
    [InlineData(nameof(Callers.Anyone), "revoked", 200)]
    [InlineData(nameof(Callers.Anyone), "person:push", 200)]
    [InlineData(nameof(Callers.AnyoneOrScoped), "nobody", 200)]
    [InlineData(nameof(Callers.AnyoneOrScoped), "revoked", 401)]
    [InlineData(nameof(Callers.AnyoneOrScoped), "app:read", 200)]
    [InlineData(nameof(Callers.AnyoneOrScoped), "person:read", 200)]
    [InlineData(nameof(Callers.AnyoneOrScoped), "person:write", 403)]
    [InlineData(nameof(Callers.Token), "nobody", 401)]
    [InlineData(nameof(Callers.Token), "revoked", 401)]
    [InlineData(nameof(Callers.Token), "app:read", 200)]
    [InlineData(nameof(Callers.Token), "app:push", 403)]
    [InlineData(nameof(Callers.Token), "person:read:statuses", 200)]
    [InlineData(nameof(Callers.Person), "nobody", 401)]
    [InlineData(nameof(Callers.Person), "revoked", 401)]
    [InlineData(nameof(Callers.Person), "app:read", 422)]
    [InlineData(nameof(Callers.Person), "app:push", 403)]
    [InlineData(nameof(Callers.Person), "person:read", 200)]
    [InlineData(nameof(Callers.Person), "person:read:accounts", 403)]
    [InlineData(nameof(Callers.Person), "unconfirmed:read", 403)]
    [InlineData(nameof(Callers.Person), "pending:read", 403)]
    public void Each_caller_gets_the_answer_that_apps_expect(string who, string caller, int status)
    {
        AccessRule rule = new(Enum.Parse<Callers>(who), ["read:statuses"]);

        AccessDenial? denial = rule.Judge(CallerOf(caller), revoked: caller == "revoked", allowWaiting: false);

        Assert.Equal(status, denial?.Status ?? 200);
    }

    [Theory]
    [InlineData("nobody", "The access token is invalid")]
    [InlineData("revoked", "The access token was revoked")]
    [InlineData("app:read", "This method requires an authenticated user")]
    [InlineData("person:write", "This action is outside the authorized scopes")]
    [InlineData("unconfirmed:read", "Your login is missing a confirmed e-mail address")]
    [InlineData("pending:read", "Your login is currently pending approval")]
    public void The_words_are_those_that_apps_compare(string caller, string sentence)
    {
        AccessRule rule = new(Callers.Person, ["read"]);

        Assert.Equal(sentence, rule.Judge(CallerOf(caller), revoked: caller == "revoked", allowWaiting: false)?.Sentence);
    }

    [Fact]
    public void Those_who_wait_may_call_what_is_meant_for_them() =>
        Assert.Null(new AccessRule(Callers.Person, []).Judge(CallerOf("unconfirmed:read"), revoked: false, allowWaiting: true));

    private static Caller? CallerOf(string text)
    {
        if (text is "nobody" or "revoked")
        {
            return null;
        }

        string[] parts = text.Split(':', 2);
        Standing standing = parts[0] switch
        {
            "unconfirmed" => Standing.Unconfirmed,
            "pending" => Standing.Pending,
            _ => Standing.Active,
        };
        return new Caller(1, 2, parts[0] == "app" ? null : 3, ScopeSet.Stored(parts[1]), standing, Role.Member);
    }
}
