using System.Diagnostics;
using Weft.Core.Posts.Text;

namespace Weft.Core.Tests.Posts.Text;

public sealed class HostileTextTests
{
    // Each takes some tens of milliseconds; quadratic work on 100,000 characters takes minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_hundred_thousand_hostile_characters_take_a_moment()
    {
        foreach (var text in SomeText.Hostile)
        {
            var watch = Stopwatch.StartNew();

            var parsed = PostText.Parse(text);
            PostLength.Count(parsed);
            PostHtml.Render(parsed, m => new(m.Username, "https://example.org/"), t => "https://example.org/" + t.Name);
            ProfileHtml.FieldValue(text, _ => null, _ => "");
            PlainText.Preview(text, int.MaxValue);
            Clean.Text(text);
            Clean.Line(text);

            Assert.True(watch.Elapsed < Patience, $"{text[..Math.Min(20, text.Length)]}… took {watch.Elapsed}");
        }
    }
}
