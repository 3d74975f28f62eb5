using System.Text.Json;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Documents.Actors;

/// <summary>Reads actors.</summary>
internal static class ActorReading
{
    public static ReadResult Read(ForeignObject json, ActorKind kind)
    {
        if (json.Id("id") is not { } id)
        {
            return ReadResult.Refused(DocumentFault.NoId, "An actor has no id.");
        }

        ForeignObject? endpoints = json.Objects("endpoints").FirstOrDefault();
        return new ActorDocument
        {
            Id = id,
            Types = json.Types,
            Kind = kind,
            Username = Username(json),
            Webfinger = json.Word("webfinger", Limits.Username),
            Name = json.Line("name", Limits.Name),
            Summary = json.Text("summary", Limits.Biography) is { } summary ? new ForeignHtml(summary, ForeignHtml.Html) : null,
            Url = json.PageLink(),
            Inbox = json.IdAt("inbox", id),
            // Misskey also writes it at the top.
            SharedInbox = endpoints?.IdAt("sharedInbox", id) ?? json.IdAt("sharedInbox", id),
            Outbox = json.IdAt("outbox", id),
            Followers = json.IdAt("followers", id),
            Following = json.IdAt("following", id),
            Featured = json.IdAt("featured", id),
            FeaturedTags = json.IdAt("featuredTags", id),
            Keys = ActorKeys.Read(json, id),
            AssertionKeys = ActorKeys.ReadAssertion(json, id),
            AlsoKnownAs = [.. json.Ids("alsoKnownAs", Limits.Aliases)],
            MovedTo = json.Id("movedTo"),
            Fields = Fields(json),
            Emojis = TagReading.Emojis(json),
            Icon = json.Picture("icon"),
            Image = json.Picture("image"),
            Locked = json.Flag("manuallyApprovesFollowers") ?? false,
            Discoverable = json.Flag("discoverable") ?? false,
            Indexable = json.Flag("indexable") ?? false,
            Suspended = json.Flag("suspended") ?? false,
            Memorial = json.Flag("memorial") ?? false,
            Policy = PolicyReading.Read(json),
            AttributionDomains = Domains(json),
            Published = json.PastTime("published"),
            Updated = json.PastTime("updated"),
        };
    }

    // What can't stand in a handle is no handle; there is nothing to show in its place.
    private static string? Username(ForeignObject json)
    {
        string? name = json.Word("preferredUsername", Limits.Username);
        if (name is null || (IsWord(name[0]) && name.All(c => IsWord(c) || c is '.' or '-' or '~')))
        {
            return name;
        }

        json.Drop("preferredUsername", DropReason.Invalid);
        return null;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static List<ActorField> Fields(ForeignObject json)
    {
        List<ActorField> fields = [];
        foreach (ForeignObject entry in json.Objects("attachment", Limits.Many).Where(a => a.Is("PropertyValue")))
        {
            if (fields.Count == Limits.ProfileFields)
            {
                json.Drop("attachment", DropReason.TooMany);
                break;
            }

            string? name = entry.Line("name", Limits.ProfileField);
            string? value = entry.Text("value", Limits.ProfileField);
            if (name is not null || value is not null)
            {
                fields.Add(new ActorField(name ?? "", new ForeignHtml(value ?? "", ForeignHtml.Html)));
            }
        }

        return fields;
    }

    private static List<string> Domains(ForeignObject json)
    {
        List<string> domains = [];
        foreach (JsonElement value in json.Values("attributionDomains", Limits.Aliases))
        {
            string? domain = value.ValueKind == JsonValueKind.String ? JsonStrings.Of(value) : null;
            if (domain is not null && Origin.Of($"https://{domain}/") is { } origin && origin.Authority == domain)
            {
                domains.Add(domain);
            }
            else
            {
                json.Drop("attributionDomains", DropReason.Invalid);
            }
        }

        return domains;
    }
}
