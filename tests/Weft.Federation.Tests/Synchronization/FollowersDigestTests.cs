using Weft.Federation.Synchronization;

namespace Weft.Federation.Tests.Synchronization;

public sealed class FollowersDigestTests
{
    private const string One = "https://testing.example.org/users/1";
    private const string Two = "https://testing.example.org/users/2";

    [Fact]
    public void The_digest_is_that_of_the_standards_example_in_any_order()
    {
        const string Expected = "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f";

        Assert.Equal(Expected, new FollowersDigest().Add(One).Add(Two).ToString());
        Assert.Equal(Expected, new FollowersDigest().Add(Two).Add(One).ToString());
        Assert.Equal(new string('0', 64), new FollowersDigest().ToString());
    }

    [Fact]
    public void The_header_is_read_as_it_is_written()
    {
        SynchronizationHeader said = new("https://a.example/users/ann/followers", "https://a.example/users/ann/sync", new string('a', 64));

        Assert.True(SynchronizationHeader.TryParse(said.ToString(), out SynchronizationHeader? read));
        Assert.Equal(said, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("collectionId=\"https://a.example/f\", url=\"https://a.example/s\"")]
    [InlineData("collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"12\"")]
    [InlineData(
        "collectionId=\"no address\", url=\"https://a.example/s\", digest=\"0000000000000000000000000000000000000000000000000000000000000000\""
    )]
    [InlineData("url=\"https://a.example/s\", url=\"https://a.example/s\", collectionId=\"https://a.example/f\", digest=\"00\"")]
    public void What_is_no_such_header_is_not_read(string? value) => Assert.False(SynchronizationHeader.TryParse(value, out _));
}
