using Weft.Server.Identity.Access;

namespace Weft.Server.Tests.Identity;

public sealed class ScopeSetTests
{
    [Theory]
    [InlineData("read", "read:statuses", true)]
    [InlineData("read", "read", true)]
    [InlineData("read", "write:statuses", false)]
    [InlineData("read:statuses", "read", false)]
    [InlineData("read:statuses", "read:accounts", false)]
    [InlineData("read:stat", "read:statuses", false)]
    [InlineData("write:statuses read:accounts", "write:statuses", true)]
    [InlineData("follow", "write:follows", true)]
    [InlineData("follow", "read:blocks", true)]
    [InlineData("follow", "write:mutes", true)]
    [InlineData("follow", "read:lists", false)]
    [InlineData("follow", "admin:write:mutes", false)]
    [InlineData("write", "push", false)]
    [InlineData("read", "profile", false)]
    [InlineData("profile", "read:accounts", false)]
    [InlineData("admin:read", "admin:read:reports", true)]
    [InlineData("admin:read", "read:accounts", false)]
    public void A_scope_covers_its_children_and_nothing_else(string granted, string wanted, bool covered) =>
        Assert.Equal(covered, ScopeSet.Stored(granted).Covers(wanted));

    [Theory]
    [InlineData(null, "read")]
    [InlineData("  ", "read")]
    [InlineData("read write follow push", "read write follow push")]
    [InlineData("read+write", "read write")]
    [InlineData("read read", "read")]
    [InlineData("admin:read:email_domain_blocks", "admin:read:email_domain_blocks")]
    [InlineData("read:not_yet_known", "read:not_yet_known")]
    public void Scopes_are_read_as_apps_send_them(string? text, string expected)
    {
        Assert.True(ScopeSet.TryParse(text, out ScopeSet? scopes));
        Assert.Equal(expected, scopes.ToString());
    }

    [Theory]
    [InlineData("read,write")]
    [InlineData("everything")]
    [InlineData("READ")]
    [InlineData("read:")]
    [InlineData(":read")]
    [InlineData("read:a:b:c")]
    [InlineData("read write;DROP")]
    public void What_is_no_scope_is_refused(string text) => Assert.False(ScopeSet.TryParse(text, out _));

    [Fact]
    public void An_app_may_ask_for_less_than_it_registered_and_for_no_more()
    {
        ScopeSet app = ScopeSet.Stored("read write:statuses");

        Assert.True(app.Covers(ScopeSet.Stored("read:accounts write:statuses")));
        Assert.False(app.Covers(ScopeSet.Stored("read write")));
    }
}
