using System.Reflection;
using System.Text.RegularExpressions;
using Orleans.Runtime;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Architecture;

/// <summary>The arrows between the rooms. Project references hold the coarse ones; these hold the finer ones inside Core.</summary>
public sealed partial class ArchitectureTests
{
    private const string Root = "Weft.Core";

    private static readonly Assembly Core = typeof(WeftDb).Assembly;
    private static readonly Type[] Types = [.. Core.GetTypes().Where(type => RoomOf(type) is not null)];

    [Theory]
    [InlineData("Weft.Core.Ids", "an id is a number and needs nothing to be one")]
    [InlineData("Weft.Core.Posts.Text", "text is counted and marked up without knowing who wrote it")]
    public void Knows_nobody(string room, string why) => AssertNone(why, Within(room), known => !IsWithin(known, room));

    [Fact]
    public void What_stands_at_the_root_knows_no_room() =>
        AssertNone("outcomes, pages and events are what all rooms share", [.. Types.Where(type => RoomOf(type) == Root)], IsInARoom);

    [Fact]
    public void Storage_knows_the_rooms_only_by_the_tables_of_the_context() =>
        AssertNone(
            "features use storage, not the other way round",
            [.. Within("Weft.Core.Storage").Where(type => Outermost(type) != typeof(WeftDb))],
            known => IsInARoom(known) && !IsWithin(known, "Weft.Core.Storage") && !IsWithin(known, "Weft.Core.Ids")
        );

    [Fact]
    public void Safety_decides_and_acts_on_nothing() =>
        AssertNone(
            "who may see what is a rule over facts, the same for everyone who asks",
            Within("Weft.Core.Safety"),
            known => IsAct(known) || IsWithin(known, "Weft.Core.Notifications") || IsWithin(known, "Weft.Core.Timelines")
        );

    [Fact]
    public void Notifications_are_told_by_acts_and_call_none_of_other_rooms() =>
        AssertNone(
            "otherwise an act would set off another one unseen",
            Within("Weft.Core.Notifications"),
            known => (IsAct(known) && !IsWithin(known, "Weft.Core.Notifications")) || IsWithin(known, "Weft.Core.Timelines")
        );

    [Fact]
    public void Acts_do_not_know_who_listens() =>
        AssertNone(
            "they raise events; timelines and grains hear them after the commit",
            [.. Types.Where(type => IsAct(Outermost(type)))],
            known => IsWithin(known, "Weft.Core.Timelines") || typeof(IAddressable).IsAssignableFrom(known)
        );

    [Fact]
    public void Core_knows_no_web_and_no_wire_format()
    {
        string[] foreign =
        [
            "Microsoft.AspNetCore",
            "System.Text.Json",
            "System.Net.Http",
            "System.Private.Xml",
            "System.Xml",
            "Npgsql",
            "Microsoft.Data.Sqlite",
        ];

        Assert.DoesNotContain(
            Core.GetReferencedAssemblies(),
            reference => foreign.Any(name => reference.Name!.StartsWith(name, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("Weft.Core")]
    [InlineData("Weft.Storage.Sqlite", "Weft.Core")]
    [InlineData("Weft.Storage.Postgres", "Weft.Core")]
    [InlineData("Weft.Federation", "Weft.Core")]
    [InlineData("Weft.Server", "Weft.Federation", "Weft.Storage.Postgres", "Weft.Storage.Sqlite")]
    public void A_project_refers_only_to_those_below_it(string project, params string[] below)
    {
        string text = File.ReadAllText(Repository.PathTo("src", project, $"{project}.csproj"));

        Assert.Equal(below, ProjectReference().Matches(text).Select(match => match.Groups["name"].Value).Order());
    }

    [Fact]
    public void No_room_gathers_what_belongs_to_nobody()
    {
        string[] refused = ["Services", "Helpers", "Utils", "Utilities", "Managers", "Common", "Extensions", "Misc"];

        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Repository.PathTo("src"), "*", SearchOption.AllDirectories),
            folder =>
                !folder.Contains("/obj/", StringComparison.Ordinal)
                && !folder.Contains("/bin/", StringComparison.Ordinal)
                && refused.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)
        );
    }

    private static void AssertNone(string why, Type[] types, Func<Type, bool> isRefused)
    {
        Assert.NotEmpty(types);
        string[] wrong =
        [
            .. types
                .SelectMany(type =>
                    TypeReferences
                        .Of(type)
                        .Where(known => known.Assembly == Core && isRefused(known))
                        .Select(known => $"{Outermost(type)} knows {known}")
                )
                .Distinct(),
        ];
        Assert.True(wrong.Length == 0, $"{string.Join('\n', wrong)}\nBut {why}.");
    }

    private static Type[] Within(string room) => [.. Types.Where(type => IsWithin(type, room))];

    private static bool IsWithin(Type type, string room) =>
        RoomOf(type) is { } own && (own == room || own.StartsWith(room + ".", StringComparison.Ordinal));

    private static bool IsInARoom(Type type) => RoomOf(type) is { } room && room != Root;

    /// <summary>An act is a command's handler.</summary>
    private static bool IsAct(Type type) => type.Name.EndsWith("Handler", StringComparison.Ordinal);

    /// <summary>The namespace, where it is Core's own: what a compiler or a source generator adds stands elsewhere.</summary>
    private static string? RoomOf(Type type) =>
        type.Assembly == Core && type.Namespace is { } name && (name == Root || name.StartsWith(Root + ".", StringComparison.Ordinal))
            ? name
            : null;

    /// <summary>The type as it is written: lambdas and async methods become types nested in it.</summary>
    private static Type Outermost(Type type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    [GeneratedRegex("""<ProjectReference Include="[^"]*/(?<name>[^"/]*)\.csproj" />""")]
    private static partial Regex ProjectReference();
}
