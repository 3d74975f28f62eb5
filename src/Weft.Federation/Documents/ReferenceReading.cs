using System.Text.Json;
using Weft.Federation.Documents.Collections;

namespace Weft.Federation.Documents;

/// <summary>Reads what a document names.</summary>
internal static class ReferenceReading
{
    extension(ForeignObject json)
    {
        /// <summary>The first thing that stands at a key.</summary>
        public Reference? Reference(string name) => json.References(name).FirstOrDefault();

        /// <summary>All that stands at a key.</summary>
        public IEnumerable<Reference> References(string name, int most = Limits.Many)
        {
            foreach (JsonElement value in json.Values(name, most))
            {
                if ((value.ValueKind == JsonValueKind.Object ? json.Inlined(name, value) : json.Named(name, value)) is { } reference)
                {
                    yield return reference;
                }
            }
        }

        /// <summary>A collection at a key, which must be of the owner's origin where it has an id.</summary>
        public Reference? Collection(string name, string? owner)
        {
            if (json.Reference(name) is not { } reference)
            {
                return null;
            }

            if (reference.Id is { } id && owner is not null && !Origin.Same(id, owner))
            {
                json.Drop(name, DropReason.ForeignOrigin);
                return null;
            }

            return reference.Inlined is null or CollectionDocument ? reference : reference with { Inlined = null };
        }

        private Reference? Named(string name, JsonElement value)
        {
            string? written = value.ValueKind == JsonValueKind.String ? JsonStrings.Of(value) : null;
            if (written is "as:Public" or "Public")
            {
                return new Reference(ActivityStreams.Public, null);
            }

            if (WebAddress.IsId(written))
            {
                return new Reference(written, null);
            }

            if (written != "")
            {
                json.Drop(name, written is null ? DropReason.WrongKind : DropReason.NotAnId);
            }

            return null;
        }

        private Reference? Inlined(string name, JsonElement value)
        {
            ForeignObject inner = json.Inner(name, value, deeper: 1);
            string? id = inner.Id("id") ?? (inner.Has("href") ? inner.Id("href") : null);
            if (inner.Types.Count == 0 || inner.Is("Link") || inner.Nesting > Limits.Inlined)
            {
                if (inner.Nesting > Limits.Inlined)
                {
                    json.Drop(name, DropReason.TooDeep);
                }

                return id is null ? null : new Reference(id, null);
            }

            ReadResult result = DocumentReader.Read(inner);
            if (result.Document is { } document)
            {
                return new Reference(document.Id, document);
            }

            json.Drop(name, DropReason.Unusable);
            return id is null ? null : new Reference(id, null);
        }
    }
}
