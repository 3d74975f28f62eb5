using System.Text.RegularExpressions;

namespace Weft.Core.Accounts;

/// <summary>Names of languages as people choose them: <c>de</c>, <c>pt-BR</c>, <c>zh-Hant</c>.</summary>
internal static partial class Locales
{
    /// <summary>True for a language code with up to two subtags; whether Weft speaks it is another question.</summary>
    public static bool IsLocale(string text) => Shape().IsMatch(text);

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
