using System.Text;

namespace Weft.Server.Api.Binding;

/// <summary>Reads <c>a=1&amp;b[]=2</c>, from a query string or a form.</summary>
internal static class UrlEncodedFields
{
    /// <summary>How many fields a request may have.</summary>
    public const int MaxCount = 2_000;

    /// <summary>Puts all fields into the object.</summary>
    /// <exception cref="BadFieldException">There are too many, or one is not UTF-8.</exception>
    public static void Read(ReadOnlySpan<char> text, FieldNode into)
    {
        int count = 0;
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> field = text[range];
            if (field.IsEmpty)
            {
                continue;
            }

            if (++count > MaxCount)
            {
                throw BadFieldException.Unreadable("it has too many fields");
            }

            int equals = field.IndexOf('=');
            string name = Decode(equals < 0 ? field : field[..equals]);
            if (name.Length > 0)
            {
                FieldPath.Put(into, name, new FieldNode(equals < 0 ? "" : Decode(field[(equals + 1)..])));
            }
        }
    }

    /// <summary>Turns <c>+</c> and <c>%hh</c> back. A percent sign without two digits stands for itself.</summary>
    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0)
        {
            return text.ToString();
        }

        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == '%' && text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
            {
                bytes[length++] = Convert.FromHexString(text.Slice(1, 2))[0];
                text = text[3..];
                continue;
            }

            if (text[0] is '%' or '+')
            {
                bytes[length++] = (byte)(text[0] == '+' ? ' ' : '%');
                text = text[1..];
                continue;
            }

            int plain = text.IndexOfAny('%', '+');
            ReadOnlySpan<char> run = plain < 0 ? text : text[..plain];
            length += Encoding.UTF8.GetBytes(run, bytes.AsSpan(length));
            text = text[run.Length..];
        }

        return StrictText.FromUtf8(bytes.AsSpan(0, length));
    }
}
