using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Weft.Server.Api.Binding;

namespace Weft.Server.Tests.Binding;

/// <summary>Whatever comes, the binder reads it or refuses it: there is no third way out.</summary>
public sealed class BinderFuzzTests
{
    private static readonly string[] Types =
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data; boundary=\"\"",
        "text/plain",
        "application/problem+json",
        "a/b; charset=\"",
    ];

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\\u0000",
        "\\ud83d",
        "null",
        "true",
        "-1e999",
        "1",
        "status",
        "a[b]",
        "a[]",
        "a[][x]",
        "=",
        "&",
        "%",
        "%00",
        "%ff",
        "+",
        "--b",
        "--b--",
        "\r\n",
        "\r\n\r\n",
        "Content-Disposition: form-data; name=\"a[]\"",
        "; filename=\"x\"",
        "é",
        "\u202e",
        "👋",
        "\0",
        "\uFEFF",
    ];

    private static Gen<string> Pick(string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static readonly Gen<string> Text = Pick(Pieces).Array[0, 40].Select(string.Concat);

    [Fact]
    public Task Any_text_is_read_or_refused() =>
        Gen.Select(Pick(Types), Text, Text)
            .SampleAsync(async (type, query, body) => await ReadAsync(type, "?" + query, Encoding.UTF8.GetBytes(body)), iter: 20_000);

    [Fact]
    public Task Any_bytes_are_read_or_refused() =>
        Gen.Select(Pick(Types), Gen.Byte.Array[0, 200]).SampleAsync(async (type, body) => await ReadAsync(type, null, body), iter: 5_000);

    private static async Task ReadAsync(string type, string? query, byte[] body)
    {
        try
        {
            RequestFields fields = await Requests.ReadAsync(query, type, body);
            foreach (string name in fields.Names)
            {
                Use(() => fields.Text(name));
                Use(() => fields.Ids(name));
                Use(() => fields.Int(name));
                Use(() => fields.Flag(name));
                Use(() => fields.Object(name)?.Names.Count());
                Use(() => fields.Objects(name)?.Count);
            }
        }
        catch (BadHttpRequestException refused)
        {
            Assert.InRange(refused.StatusCode, 400, 422);
        }
    }

    private static void Use(Func<object?> read)
    {
        try
        {
            _ = read();
        }
        catch (BadFieldException refused)
        {
            Assert.Equal(422, refused.StatusCode);
        }
    }
}
