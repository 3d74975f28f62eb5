using System.Buffers;
using System.Globalization;
using System.Text;
using Weft.Federation.Signatures.Digests;

namespace Weft.Federation.Signatures.Messages;

/// <summary>
/// Reads dictionaries of RFC 9651, strictly. A key or parameter that stands twice is an error here, though the standard
/// takes the last: two readers must never see two different signatures.
/// </summary>
internal ref struct StructuredFieldReader
{
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create($"{Small}{Digits}_-.*");
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        $"{Small}{Small.ToUpperInvariant()}{Digits}:/!#$%&'*+-.^_`|~"
    );

    private readonly string text;
    private int at;

    private StructuredFieldReader(string text) => this.text = text;

    private readonly char Next => at < text.Length ? text[at] : '\0';

    /// <summary>The dictionary's members in their order, or null when the field is none.</summary>
    public static IReadOnlyList<StructuredMember>? ReadDictionary(string field)
    {
        try
        {
            return new StructuredFieldReader(field).Dictionary();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private List<StructuredMember> Dictionary()
    {
        List<StructuredMember> members = [];
        SkipAll(' ');
        while (at < text.Length)
        {
            string key = Key();
            if (members.Exists(member => member.Key == key))
            {
                throw new FormatException();
            }

            members.Add(Take('=') ? ItemOrList(key) : Bare(key));
            SkipSpace();
            if (at == text.Length)
            {
                return members;
            }

            Expect(',');
            SkipSpace();
            if (at == text.Length)
            {
                throw new FormatException();
            }
        }

        return members;
    }

    private StructuredMember Bare(string key)
    {
        int start = at;
        List<KeyValuePair<string, object>> parameters = Parameters();
        return new(key, true, parameters, text[start..at]);
    }

    private StructuredMember ItemOrList(string key)
    {
        int start = at;
        object value = Next == '(' ? InnerList() : Item();
        List<KeyValuePair<string, object>> parameters = Parameters();
        return new(key, value, parameters, text[start..at]);
    }

    private StructuredMember[] InnerList()
    {
        Expect('(');
        List<StructuredMember> items = [];
        while (true)
        {
            SkipAll(' ');
            if (Take(')'))
            {
                return [.. items];
            }

            int start = at;
            object value = Item();
            List<KeyValuePair<string, object>> parameters = Parameters();
            items.Add(new("", value, parameters, text[start..at]));
            if (Next is not (' ' or ')'))
            {
                throw new FormatException();
            }
        }
    }

    private List<KeyValuePair<string, object>> Parameters()
    {
        List<KeyValuePair<string, object>> parameters = [];
        while (Take(';'))
        {
            SkipAll(' ');
            string key = Key();
            if (parameters.Exists(parameter => parameter.Key == key))
            {
                throw new FormatException();
            }

            parameters.Add(new(key, Take('=') ? Item() : true));
        }

        return parameters;
    }

    private string Key()
    {
        if (Next is not ((>= 'a' and <= 'z') or '*'))
        {
            throw new FormatException();
        }

        return Run(KeyCharacters);
    }

    private object Item() =>
        Next switch
        {
            '"' => String(),
            ':' => Bytes(),
            '?' => Boolean(),
            '-' or (>= '0' and <= '9') => Number(),
            '*' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => new StructuredToken(Run(TokenCharacters)),
            _ => throw new FormatException(),
        };

    private string String()
    {
        Expect('"');
        StringBuilder value = new();
        while (!Take('"'))
        {
            if (Take('\\') && Next is not ('"' or '\\'))
            {
                throw new FormatException();
            }

            if (Next is < ' ' or > '~')
            {
                throw new FormatException();
            }

            value.Append(text[at++]);
        }

        return value.ToString();
    }

    private byte[] Bytes()
    {
        Expect(':');
        int end = text.IndexOf(':', at);
        if (end < 0 || !StrictBase64.TryDecode(text[at..end], out byte[]? bytes))
        {
            throw new FormatException();
        }

        at = end + 1;
        return bytes;
    }

    private bool Boolean()
    {
        Expect('?');
        bool value = Next == '1';
        return Take('1') || Take('0') ? value : throw new FormatException();
    }

    private object Number()
    {
        int start = at;
        Take('-');
        int whole = SkipDigits();
        if (!Take('.'))
        {
            return whole is >= 1 and <= 15
                ? long.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture)
                : throw new FormatException();
        }

        int fraction = SkipDigits();
        return whole is >= 1 and <= 12 && fraction is >= 1 and <= 3
            ? decimal.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture)
            : throw new FormatException();
    }

    private int SkipDigits()
    {
        int start = at;
        while (Next is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }

    private string Run(SearchValues<char> characters)
    {
        int length = text.AsSpan(at).IndexOfAnyExcept(characters);
        int start = at;
        at = length < 0 ? text.Length : at + length;
        return text[start..at];
    }

    private bool Take(char character)
    {
        bool there = Next == character;
        at += there ? 1 : 0;
        return there;
    }

    private void Expect(char character)
    {
        if (!Take(character))
        {
            throw new FormatException();
        }
    }

    private void SkipAll(char character)
    {
        while (Next == character)
        {
            at++;
        }
    }

    private void SkipSpace()
    {
        while (Next is ' ' or '\t')
        {
            at++;
        }
    }
}
