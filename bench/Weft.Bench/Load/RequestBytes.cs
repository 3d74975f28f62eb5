using System.Globalization;
using System.Text;

namespace Weft.Bench.Load;

/// <summary>A request as it goes over the wire, for one connection: the number in its body is written in place.</summary>
internal sealed class RequestBytes
{
    private const string Place = "0000000000";
    private readonly byte[] bytes;
    private readonly int place;

    public RequestBytes(LoadRequest request, int port)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
        if (request.Token is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {request.Token}\r\n");
        }

        foreach ((string name, string value) in request.Fields ?? new Dictionary<string, string>())
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        byte[] body = Encoding.UTF8.GetBytes(request.Json ?? "");
        if (request.Json is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {request.Type}\r\nContent-Length: {body.Length}\r\n");
        }

        bytes = [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
        place = request.Json is null ? -1 : bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Place));
    }

    /// <summary>The bytes, with this number in the body's place for it.</summary>
    public ReadOnlyMemory<byte> Numbered(int number)
    {
        if (place >= 0)
        {
            number.TryFormat(bytes.AsSpan(place, Place.Length), out _, "D10", CultureInfo.InvariantCulture);
        }

        return bytes;
    }
}
