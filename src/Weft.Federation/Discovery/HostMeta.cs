using System.Xml;

namespace Weft.Federation.Discovery;

/// <summary>Finds in a host-meta document (RFC 6415) where WebFinger is.</summary>
internal static class HostMeta
{
    private const string Xrd = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
    private const string Place = "{uri}";
    private const int MostElements = 200;

    /// <summary>The address to ask for the resource; null when the document tells none.</summary>
    public static string? WebFingerAddress(ReadOnlyMemory<byte> xml, string resource)
    {
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
        };
        try
        {
            using MemoryStream stream = new(xml.ToArray());
            using XmlReader reader = XmlReader.Create(stream, settings);
            for (int elements = 0; elements < MostElements && reader.Read(); elements++)
            {
                if (
                    reader.NodeType == XmlNodeType.Element
                    && reader.LocalName == "Link"
                    && reader.NamespaceURI == Xrd
                    && reader.GetAttribute("rel") == "lrdd"
                    && reader.GetAttribute("template") is { } template
                    && template.Contains(Place, StringComparison.Ordinal)
                )
                {
                    return template.Replace(Place, Uri.EscapeDataString(resource), StringComparison.Ordinal);
                }
            }
        }
        catch (XmlException)
        {
            // No XML, or one with a document type: it tells nothing.
        }

        return null;
    }
}
