using System.Buffers.Text;
using System.Text;

namespace Weft.Bench.Load;

/// <summary>Finds what matters in the head of an HTTP answer: lines that end in CR LF.</summary>
internal static class AnswerHead
{
    /// <summary>The announced length of the body; 0 when none is.</summary>
    public static long ContentLength(ReadOnlySpan<byte> head) =>
        Utf8Parser.TryParse(Value(head, "content-length:"u8), out long length, out _) ? length : 0;

    /// <summary>True when the body comes in chunks.</summary>
    public static bool IsChunked(ReadOnlySpan<byte> head) => Ascii.EqualsIgnoreCase(Value(head, "transfer-encoding:"u8), "chunked"u8);

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        while (!head.IsEmpty)
        {
            int line = head.IndexOf("\r\n"u8);
            if (line > name.Length && Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                return head[name.Length..line].TrimStart((byte)' ');
            }

            head = head[(line + 2)..];
        }

        return default;
    }
}
