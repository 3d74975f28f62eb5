using Weft.Core.Posts.Text;

namespace Weft.Core.Media;

/// <summary>The rules of what people say of their media.</summary>
internal static class MediaTexts
{
    /// <summary>The description without what cannot be shown; null for null.</summary>
    public static string? Clean(string? description) => description is null ? null : Posts.Text.Clean.Text(description).Trim();

    /// <summary>What is wrong; null for nothing.</summary>
    public static Refusal? Check(string? description, (double X, double Y)? focus)
    {
        if (Clean(description) is { } text && PostLength.CountPlain(text) > MediaLimits.Description)
        {
            return Refused.Invalid("description", "too_long", $"is too long (maximum is {MediaLimits.Description} characters)");
        }

        return focus is (double x, double y) && !(x is >= -1 and <= 1 && y is >= -1 and <= 1)
            ? Refused.Invalid("focus", "invalid", "is not two numbers from -1 to 1")
            : null;
    }
}
