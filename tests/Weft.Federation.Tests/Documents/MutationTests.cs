using System.Text.Json;
using Weft.Federation.Documents;

namespace Weft.Federation.Tests.Documents;

/// <summary>Documents that nobody meant to send.</summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_hundred_thousand_mutated_documents_are_read_or_refused(int seed)
    {
        Random random = new(seed);
        byte[][] documents = [.. Fixture.Names.Select(Fixture.Bytes)];
        int read = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] document = documents[random.Next(documents.Length)];
            byte[] mutated = Mutations.Of(document, random);
            DocumentReading reading = Fixture.Reader.Read(mutated);
            Assert.Equal(reading.Document is null, reading.Refusal is not null);
            if (reading.Document is { } typed)
            {
                read++;
                // Writing it walks through all of its values.
                Assert.DoesNotContain("\\u0000", JsonSerializer.Serialize<object>(typed), StringComparison.Ordinal);
                Assert.True(typed.Id is null || WebAddress.IsId(typed.Id));
            }
        }

        Assert.InRange(read, 5_000, 49_000);
    }
}
