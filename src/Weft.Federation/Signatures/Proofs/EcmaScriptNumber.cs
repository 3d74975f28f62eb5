using System.Globalization;

namespace Weft.Federation.Signatures.Proofs;

/// <summary>Prints a number as ECMAScript does (ECMA-262, Number::toString), which RFC 8785 asks for.</summary>
internal static class EcmaScriptNumber
{
    public static string Of(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // The shortest digits that read back as the same number are the same here as there; only their dress differs.
        (string digits, int point) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        string sign = value < 0 ? "-" : "";
        if (digits.Length <= point && point <= 21)
        {
            return sign + digits.PadRight(point, '0');
        }

        if (point is > 0 and <= 21)
        {
            return $"{sign}{digits[..point]}.{digits[point..]}";
        }

        if (point is > -6 and <= 0)
        {
            return $"{sign}0.{new string('0', -point)}{digits}";
        }

        int exponent = point - 1;
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    /// <summary>The digits without zeros at either end, and where the point stands after their start.</summary>
    private static (string Digits, int Point) Digits(string text)
    {
        int e = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? text : text[..e];
        int dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        int point = (dot < 0 ? mantissa.Length : dot) + exponent;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int zeros = digits.Length - digits.TrimStart('0').Length;
        return (digits[zeros..].TrimEnd('0'), point - zeros);
    }
}
