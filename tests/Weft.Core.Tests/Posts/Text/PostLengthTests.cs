using System.Text.Json;
using CsCheck;
using Weft.Core.Posts.Text;
using Weft.Testing;

namespace Weft.Core.Tests.Posts.Text;

public sealed class PostLengthTests
{
    private sealed record Case(string Says, int Counts, string Text);

    private sealed record Table(Case[] Cases);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Every_case_that_the_browser_counts_too_counts_the_same_here()
    {
        var table = JsonSerializer.Deserialize<Table>(File.ReadAllText(Repository.PathTo("tests", "cases", "post-length.json")), Options)!;

        var wrong = table
            .Cases.Where(c => PostLength.Count(c.Text) != c.Counts)
            .Select(c => $"{c.Says}: {PostLength.Count(c.Text)} instead of {c.Counts}");

        Assert.True(table.Cases.Length > 100);
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_text_never_counts_more_than_its_units_and_its_links_and_never_much_less() =>
        SomeText.Any.Sample(
            text =>
            {
                var parsed = PostText.Parse(text);
                var count = PostLength.Count(parsed);
                var links = parsed.Segments.Count(s => s is LinkSegment);
                var mentions = parsed.Segments.Count(s => s is MentionSegment);

                Assert.True(count <= text.Length + (PostLength.Link * links));
                Assert.True(
                    text.Length
                        <= (PostLength.UnitsPerCharacter * count)
                            + (LinkScanner.MaxLength * links)
                            + ((HostScanner.MaxLength + 7) * mentions)
                );
            },
            iter: SomeText.Times
        );

    [Fact]
    public void A_warning_counts_its_links_and_mentions_as_they_are_written() =>
        Assert.Equal(30, PostLength.CountPlain("https://a.example @b@c.example"));
}
