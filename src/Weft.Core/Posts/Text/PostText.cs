using System.Collections.Immutable;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>A text taken apart into words, links, mentions and hashtags. Immutable.</summary>
public sealed class PostText
{
    private PostText(string source, ImmutableArray<Segment> segments)
    {
        Source = source;
        Segments = segments;
        Mentions = [.. segments.OfType<MentionSegment>().Select(s => s.Mention).DistinctBy(m => m.Key)];
        Tags = [.. segments.OfType<TagSegment>().Select(s => s.Tag).DistinctBy(t => t.Name)];
        Links = [.. segments.OfType<LinkSegment>().Select(s => s.Url).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>Its parts in order; put together they are the text. No two neighbours are both plain.</summary>
    public ImmutableArray<Segment> Segments { get; }

    /// <summary>Everybody who is mentioned, once each, in order of first appearance.</summary>
    public ImmutableArray<Mention> Mentions { get; }

    /// <summary>The hashtags, once each, spelt as where they first appear.</summary>
    public ImmutableArray<Tag> Tags { get; }

    /// <summary>The addresses, once each, in order of first appearance.</summary>
    public ImmutableArray<string> Links { get; }

    /// <summary>Takes a text apart. Takes any string; the time grows with its length only.</summary>
    public static PostText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var segments = ImmutableArray.CreateBuilder<Segment>();
        var links = new LinkScanner(text);
        var plain = 0;
        for (var i = 0; i < text.Length; )
        {
            if (Read(text, links, i, out var next) is { } found)
            {
                if (plain < i)
                    segments.Add(new PlainSegment(text[plain..i]));
                segments.Add(found);
                plain = next;
            }
            i = next;
        }
        if (plain < text.Length)
            segments.Add(new PlainSegment(text[plain..]));
        return new PostText(text, segments.ToImmutable());
    }

    /// <summary>
    /// The text as it counts: each link is as long as <see cref="PostLength.Link"/> says, each mention is without its
    /// server.
    /// </summary>
    internal string Counted()
    {
        var counted = new StringBuilder(Source.Length);
        foreach (var segment in Segments)
        {
            _ = segment switch
            {
                LinkSegment => counted.Append('x', PostLength.Link),
                MentionSegment mention => counted.Append('@').Append(mention.Mention.Username),
                _ => counted.Append(segment.Written),
            };
        }
        return counted.ToString();
    }

    private static Segment? Read(string text, LinkScanner links, int start, out int next)
    {
        next = start + 1;
        switch (text[start])
        {
            case 'h' or 'H' when links.TryRead(start, out next):
                var url = text[start..next];
                var scheme = url.IndexOf(':', StringComparison.Ordinal);
                return new LinkSegment(url, (scheme == 4 ? "http" : "https") + url[scheme..]);
            case '@' when MentionScanner.TryRead(text, start, out var nameEnd, out var end):
                next = end;
                return new MentionSegment(text[start..end], MentionScanner.Make(text, start, nameEnd, end));
            case '#' or '＃' when TagScanner.TryRead(text, start, out var end) && Tag.FromName(text[(start + 1)..end]) is { } tag:
                next = end;
                return new TagSegment(text[start..end], tag);
            default:
                return null;
        }
    }
}
