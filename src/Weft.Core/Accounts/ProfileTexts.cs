using Weft.Core.Posts;
using Weft.Core.Posts.Text;

namespace Weft.Core.Accounts;

/// <summary>How the texts of a profile are put in form, and how long they may be.</summary>
public static class ProfileTexts
{
    /// <summary>The most characters of a display name.</summary>
    public const int MaxDisplayName = 30;

    /// <summary>The most characters of a bio, counted as in a post.</summary>
    public const int MaxNote = 500;

    /// <summary>The most fields.</summary>
    public const int MaxFields = 4;

    /// <summary>The most characters of a field's name, and of its value.</summary>
    public const int MaxField = 255;

    internal static UpdateProfile Clean(UpdateProfile update) =>
        update with
        {
            DisplayName = update.DisplayName is null ? null : Posts.Text.Clean.Line(update.DisplayName),
            Note = update.Note is null ? null : Posts.Text.Clean.Text(update.Note),
            Fields = update.Fields is null
                ? null
                :
                [
                    .. update
                        .Fields.Select(f => new ProfileField(Posts.Text.Clean.Line(f.Name), Posts.Text.Clean.Line(f.Value)))
                        .Where(f => f.Name.Length > 0 || f.Value.Length > 0),
                ],
            DefaultLanguage = update.DefaultLanguage?.Trim(),
        };

    internal static IEnumerable<FieldFault> Check(UpdateProfile update)
    {
        if (update.DisplayName is string name && PostLength.CountPlain(name) > MaxDisplayName)
        {
            yield return TooLong("display_name", MaxDisplayName);
        }

        if (update.Note is string note && PostLength.Count(note) > MaxNote)
        {
            yield return TooLong("note", MaxNote);
        }

        if (update.Fields is IReadOnlyList<ProfileField> fields)
        {
            if (fields.Count > MaxFields)
            {
                yield return new FieldFault("fields", "too_many", $"are too many (maximum is {MaxFields})");
            }

            if (fields.Any(f => f.Name.Length == 0))
            {
                yield return new FieldFault("fields", "blank", "need a name");
            }

            if (fields.Any(f => PostLength.CountPlain(f.Name) > MaxField || PostLength.CountPlain(f.Value) > MaxField))
            {
                yield return TooLong("fields", MaxField);
            }
        }

        if (update.DefaultLanguage is { Length: > 0 } language && !Locales.IsLocale(language))
        {
            yield return new FieldFault("language", "invalid", "is invalid");
        }

        if (update.DefaultVisibility is Visibility visibility && !Enum.IsDefined(visibility))
        {
            yield return new FieldFault("visibility", "inclusion", "is not included in the list");
        }

        if (update.DefaultQuotePolicy is InteractionPolicy policy && !Enum.IsDefined(policy))
        {
            yield return new FieldFault("quote_policy", "inclusion", "is not included in the list");
        }
    }

    private static FieldFault TooLong(string field, int limit) => new(field, "too_long", $"is too long (maximum is {limit} characters)");
}
