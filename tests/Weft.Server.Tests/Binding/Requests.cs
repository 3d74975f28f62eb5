using System.Text;
using Microsoft.AspNetCore.Http;
using Weft.Server.Api.Binding;

namespace Weft.Server.Tests.Binding;

/// <summary>Requests as apps send them, without a server.</summary>
internal static class Requests
{
    public static ValueTask<RequestFields> ReadAsync(string? query, string? type, string body) =>
        ReadAsync(query, type, Encoding.UTF8.GetBytes(body));

    public static ValueTask<RequestFields> ReadAsync(string? query, string? type, byte[] body)
    {
        DefaultHttpContext context = new();
        context.Request.Method = "POST";
        context.Request.QueryString = new QueryString(query);
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(body);
        return RequestFields.ReadAsync(context);
    }

    public static ValueTask<RequestFields> FormAsync(string body) => ReadAsync(null, "application/x-www-form-urlencoded", body);

    public static ValueTask<RequestFields> JsonAsync(string body) => ReadAsync(null, "application/json; charset=utf-8", body);

    public static ValueTask<RequestFields> MultipartAsync(params (string Name, string Value)[] fields)
    {
        StringBuilder body = new();
        foreach ((string name, string value) in fields)
        {
            body.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }

        return ReadAsync(null, "multipart/form-data; boundary=edge", body.Append("--edge--\r\n").ToString());
    }
}
