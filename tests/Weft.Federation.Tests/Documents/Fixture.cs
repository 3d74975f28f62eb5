using System.Text;
using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Documents;

namespace Weft.Federation.Tests.Documents;

/// <summary>Documents as other servers send them, written after their public documents.</summary>
internal static class Fixture
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static DocumentReader Reader { get; } = new(new FakeTimeProvider(Now));

    public static IEnumerable<string> Names => typeof(Fixture).Assembly.GetManifestResourceNames().Where(n => n.Contains('-'));

    public static byte[] Bytes(string name)
    {
        using Stream stream = typeof(Fixture).Assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static DocumentReading Reading(string name) => Reader.Read(Bytes(name));

    public static T Read<T>(string name)
        where T : Document => Assert.IsType<T>(Reading(name).Document);

    public static DocumentReading Said(string json) => Reader.Read(Encoding.UTF8.GetBytes(json));

    public static T Said<T>(string json)
        where T : Document => Assert.IsType<T>(Said(json).Document);

    public static void Refuses(DocumentFault fault, string json) => Assert.Equal(fault, Said(json).Refusal?.Kind);
}
