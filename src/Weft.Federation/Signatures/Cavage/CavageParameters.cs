using System.Globalization;
using System.Text;

namespace Weft.Federation.Signatures.Cavage;

/// <summary>
/// The parameters of a "Signature" field (draft-cavage-http-signatures-12, section 2.1), read as a list: a parameter that
/// stands twice makes it no signature, since two readers might take two different ones.
/// </summary>
internal sealed class CavageParameters
{
    private const int Longest = 8 * 1024;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private CavageParameters() { }

    /// <summary>A parameter's value without its quotes, or null.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>The parameters; null with the reason when the field can't be parsed.</summary>
    public static CavageParameters? Read(string field, out string why)
    {
        why = "The Signature is longer than any honest one.";
        if (field.Length > Longest)
        {
            return null;
        }

        CavageParameters parameters = new();
        int at = 0;
        while (true)
        {
            SkipSpace(field, ref at);
            int start = at;
            while (at < field.Length && (char.IsAsciiLetterOrDigit(field[at]) || field[at] is '_' or '-'))
            {
                at++;
            }

            string name = field[start..at];
            if (name.Length == 0 || at == field.Length || field[at++] != '=' || Value(field, ref at) is not { } value)
            {
                why = string.Create(CultureInfo.InvariantCulture, $"The Signature can't be read at character {at}.");
                return null;
            }

            if (!parameters.values.TryAdd(name, value))
            {
                why = $"The Signature has \"{name}\" twice.";
                return null;
            }

            SkipSpace(field, ref at);
            if (at == field.Length)
            {
                return parameters;
            }

            if (field[at++] != ',')
            {
                why = string.Create(CultureInfo.InvariantCulture, $"The Signature lacks a comma at character {at - 1}.");
                return null;
            }
        }
    }

    private static string? Value(string field, ref int at)
    {
        int start = at;
        if (at == field.Length || field[at] != '"')
        {
            while (at < field.Length && (char.IsAsciiDigit(field[at]) || field[at] == '.'))
            {
                at++;
            }

            return at > start ? field[start..at] : null;
        }

        StringBuilder value = new();
        for (at++; at < field.Length; at++)
        {
            if (field[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (field[at] == '\\' && ++at == field.Length)
            {
                return null;
            }

            value.Append(field[at]);
        }

        return null;
    }

    private static void SkipSpace(string field, ref int at)
    {
        while (at < field.Length && field[at] is ' ' or '\t')
        {
            at++;
        }
    }
}
