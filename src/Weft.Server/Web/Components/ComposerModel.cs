using Weft.Core.Media;
using Weft.Core.Posts;

namespace Weft.Server.Web.Components;

/// <summary>What stands in a composer.</summary>
public sealed record ComposerModel
{
    /// <summary>The texts of the posts of a thread; one at least.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [""];

    /// <summary>The photos of each of the posts; none where there are fewer lists than texts.</summary>
    public IReadOnlyList<IReadOnlyList<MediaModel>> Media { get; init; } = [];

    /// <summary>The content warning.</summary>
    public string Warning { get; init; } = "";

    /// <summary>Who can see it.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>Who can reply and quote.</summary>
    public InteractionPolicy ReplyPolicy { get; init; }

    /// <summary>The choices of its poll, as typed; null for no poll.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>For how many minutes the poll is open.</summary>
    public int OpenMinutes { get; init; } = 24 * 60;

    /// <summary>More than one choice can be made.</summary>
    public bool Multiple { get; init; }

    /// <summary>The counts of the poll are told at its end only.</summary>
    public bool HidesTotals { get; init; }

    /// <summary>A poll can stand in it: not beside a quote.</summary>
    public bool MayAsk { get; init; } = true;

    /// <summary>What it answers.</summary>
    public PostView? ReplyTo { get; init; }

    /// <summary>What it quotes.</summary>
    public PostView? Quote { get; init; }

    /// <summary>The post that is edited.</summary>
    public long? Edit { get; init; }

    /// <summary>What is to be mended before it can be posted, as sentences.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The photos of one of the posts, from 0.</summary>
    public IReadOnlyList<MediaModel> MediaOf(int part) => part < Media.Count ? Media[part] : [];

    /// <summary>Makes a form that is sent twice post once.</summary>
    public string IdempotencyKey { get; init; } = Guid.NewGuid().ToString("N");
}
