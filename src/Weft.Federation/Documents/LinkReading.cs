using System.Text.Json;
using Weft.Core.Posts.Text;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Documents;

/// <summary>One of the addresses of a thing.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="MediaType">What is there, when said.</param>
public sealed record ForeignLink(string Href, string? MediaType);

/// <summary>Reads addresses: a text, a Link, an array of both.</summary>
internal static class LinkReading
{
    extension(ForeignObject json)
    {
        /// <summary>All that stands at a key.</summary>
        public IReadOnlyList<ForeignLink> AllLinks(string name)
        {
            List<ForeignLink> links = [];
            foreach (JsonElement value in json.Values(name, Limits.Links))
            {
                ForeignObject? inner = value.ValueKind == JsonValueKind.Object ? json.Inner(name, value) : null;
                string? written = value.ValueKind == JsonValueKind.String ? JsonStrings.Of(value) : inner?.Text("href", Limits.Address + 1);
                if (WebAddress.Link(written) is { } href)
                {
                    links.Add(new ForeignLink(href, inner?.MediaType("mediaType")));
                }
                else
                {
                    json.Drop(name, DropReason.NotAnAddress);
                }
            }

            return links;
        }

        /// <summary>The page for people.</summary>
        public string? PageLink() => Page(json.AllLinks("url"));

        /// <summary>A type such as <c>image/png</c>, in lower case and without parameters; null when it is none.</summary>
        public string? MediaType(string name)
        {
            string? whole = json.Word(name);
            if (whole is null)
            {
                return null;
            }

            string type = whole.Split(';')[0].Trim();
            if (type.Count(c => c == '/') == 1 && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '+' or '-' or '.' or '_'))
            {
                return string.Create(type.Length, type, static (lower, source) => source.AsSpan().ToLowerInvariant(lower));
            }

            json.Drop(name, DropReason.Invalid);
            return null;
        }

        /// <summary>The first picture that stands at a key: an address, or an object with its <c>url</c> or <c>href</c>.</summary>
        public Picture? Picture(string name)
        {
            foreach (ForeignObject picture in json.Objects(name))
            {
                if ((picture.Link("url") ?? picture.Link("href")) is { } url)
                {
                    string? description = picture.Text("name", Limits.Description) ?? picture.Text("summary", Limits.Description);
                    return new Picture(url, picture.MediaType("mediaType"), description is null ? null : Clean.Text(description));
                }
            }

            return json.Link(name) is { } bare ? new Picture(bare, null, null) : null;
        }
    }

    /// <summary>The page for people among several addresses: one said to be HTML, else one that says nothing.</summary>
    public static string? Page(IReadOnlyList<ForeignLink> links) =>
        (links.FirstOrDefault(l => l.MediaType == "text/html") ?? links.FirstOrDefault(l => l.MediaType is null))?.Href;
}
