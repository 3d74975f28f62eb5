using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Weft.Testing;

/// <summary>Calls an API as one person or as nobody. It throws for no status: tests look at <see cref="ApiAnswer"/>.</summary>
public sealed class ApiClient(HttpClient http, string? token = null)
{
    /// <summary>The access token; null for nobody.</summary>
    public string? Token => token;

    /// <summary>The same server, called with another token.</summary>
    public ApiClient As(string? other) => new(http, other);

    /// <summary>GET; the path may hold a query.</summary>
    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>DELETE.</summary>
    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>POST without a body.</summary>
    public Task<ApiAnswer> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    /// <summary>POST with JSON: an anonymous object, or anything that can be serialised.</summary>
    public Task<ApiAnswer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>PUT with JSON.</summary>
    public Task<ApiAnswer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>PATCH with JSON.</summary>
    public Task<ApiAnswer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    /// <summary>POST with a form; a name may come more than once (<c>redirect_uris[]</c>).</summary>
    public Task<ApiAnswer> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, Form(fields));

    /// <summary>POST with multipart/form-data.</summary>
    public async Task<ApiAnswer> PostMultipartAsync(string path, params (string Name, string Value)[] fields)
    {
        using MultipartFormDataContent body = Multipart(fields);
        return await SendAsync(HttpMethod.Post, path, body);
    }

    /// <summary>Fields as a form.</summary>
    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>Fields as multipart/form-data.</summary>
    public static MultipartFormDataContent Multipart(params (string Name, string Value)[] fields)
    {
        MultipartFormDataContent body = [];
        foreach ((string name, string value) in fields)
        {
            body.Add(new StringContent(value), name);
        }

        return body;
    }

    /// <summary>Any method with any body and headers.</summary>
    public async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using HttpRequestMessage request = new(method, path) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return await ApiAnswer.ReadAsync($"{method} {path}", response);
    }
}
