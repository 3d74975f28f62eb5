using Weft.Core;
using Weft.Core.Accounts;

namespace Weft.Server.Web.Pages.Settings;

/// <summary>The profile as it stands in its form, and what is wrong with it.</summary>
public sealed record ProfileForm
{
    public string DisplayName { get; init; } = "";
    public string Note { get; init; } = "";

    /// <summary>Always as many as there can be; empty ones are left out when saved.</summary>
    public IReadOnlyList<ProfileField> Fields { get; init; } = [];

    public bool Locked { get; init; }
    public bool Bot { get; init; }
    public bool Discoverable { get; init; }
    public bool Indexable { get; init; }
    public bool HideCollections { get; init; }

    /// <summary>What is wrong, by field of <see cref="UpdateProfile"/>.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>It was saved just now.</summary>
    public bool Saved { get; init; }

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Fault(string field) =>
        Faults.FirstOrDefault(f => f.Field == field) is { } fault ? PageResults.Sentence(fault with { Field = Word(field) }) : null;

    internal static ProfileForm Of(AccountModel account, bool saved) =>
        new()
        {
            DisplayName = account.RawDisplayName,
            Note = account.Note,
            Fields = Padded(account.Fields),
            Locked = account.Locked,
            Bot = account.Bot,
            Discoverable = account.Discoverable,
            Indexable = account.Indexable,
            HideCollections = account.HideCollections,
            Saved = saved,
        };

    internal static ProfileForm Read(IFormCollection form) =>
        new()
        {
            DisplayName = form["display_name"].ToString(),
            Note = form["note"].ToString(),
            Fields = Padded(
                form["field_name"]
                    .Zip(form["field_value"], (name, value) => new ProfileField(name ?? "", value ?? ""))
                    .Take(ProfileTexts.MaxFields)
            ),
            Locked = form.ContainsKey("locked"),
            Bot = form.ContainsKey("bot"),
            Discoverable = form.ContainsKey("discoverable"),
            Indexable = form.ContainsKey("indexable"),
            HideCollections = !form.ContainsKey("show_collections"),
        };

    internal UpdateProfile Update(long accountId) =>
        new(accountId)
        {
            DisplayName = DisplayName,
            Note = Note,
            Fields = Fields,
            Locked = Locked,
            Bot = Bot,
            Discoverable = Discoverable,
            Indexable = Indexable,
            HideCollections = HideCollections,
        };

    private static IReadOnlyList<ProfileField> Padded(IEnumerable<ProfileField> fields) =>
        [.. fields.Concat(Enumerable.Repeat(new ProfileField("", ""), ProfileTexts.MaxFields)).Take(ProfileTexts.MaxFields)];

    private static string Word(string field) =>
        field switch
        {
            "display_name" => "the name",
            "note" => "the text",
            "avatar" => "the picture",
            _ => field,
        };
}
