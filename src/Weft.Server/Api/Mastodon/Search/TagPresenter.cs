using System.Globalization;
using Weft.Core.Timelines;

namespace Weft.Server.Api.Mastodon.Search;

/// <summary>Hashtags as JSON.</summary>
internal sealed class TagPresenter(Addresses addresses)
{
    /// <summary>The entity. Tags have no ids of their own, so the name stands for it.</summary>
    public TagJson Present(TagUse tag) =>
        new(
            tag.Name,
            tag.Name,
            addresses.Tag(tag.Name),
            [
                .. tag.Days.Select(day => new TagDayJson(
                    day.Begins.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    day.Posts.ToString(CultureInfo.InvariantCulture),
                    day.Authors.ToString(CultureInfo.InvariantCulture)
                )),
            ],
            Following: false,
            Featuring: false
        );
}
