using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Weft.Server.Hosting;

namespace Weft.Server.Api.Binding;

/// <summary>
/// What a request says, whichever way it says it: query string, form, multipart or JSON, the body winning over the
/// query. Apps use all four for the same endpoint.
/// <code>
/// RequestFields fields = await RequestFields.ReadAsync(context);
/// string? text = fields.Text("status");
/// </code>
/// What is unknown is ignored. A field that cannot be what it should be throws <see cref="BadFieldException"/>, which
/// becomes a 4xx that names it.
/// </summary>
internal sealed class RequestFields
{
    private static readonly RequestFields Empty = new(new FieldNode(), [], "");

    private readonly FieldNode root;
    private readonly IReadOnlyList<string> files;
    private readonly string prefix;

    private RequestFields(FieldNode root, IReadOnlyList<string> files, string prefix)
    {
        this.root = root;
        this.files = files;
        this.prefix = prefix;
    }

    /// <summary>Reads query and body; reading twice gives the same again. The body of GET and HEAD is not looked at.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large (413), or cannot be read (400).</exception>
    public static ValueTask<RequestFields> ReadAsync(HttpContext context) => ReadAsync(context, uploads: null);

    /// <summary>Reads query and body, with files that may be large.</summary>
    /// <param name="context">The request.</param>
    /// <param name="uploads">Takes the files; null when none are wanted.</param>
    /// <exception cref="BadHttpRequestException">The body is too large (413), or cannot be read (400).</exception>
    public static ValueTask<RequestFields> ReadAsync(HttpContext context, UploadedFiles? uploads)
    {
        if (context.Features.Get<RequestFields>() is RequestFields read)
        {
            return new(read);
        }

        if (!context.Request.QueryString.HasValue && !HasBody(context))
        {
            return new(Empty);
        }

        FieldNode root = new();
        if (context.Request.QueryString is { HasValue: true, Value: { Length: > 1 } query })
        {
            UrlEncodedFields.Read(query.AsSpan(1), root);
        }

        return HasBody(context) ? new(ReadBodyAsync(context, root, uploads)) : new(Keep(context, root, []));
    }

    /// <summary>Fields that did not come with a request, for what is read in the same way.</summary>
    public static RequestFields FromQuery(string query)
    {
        FieldNode root = new();
        UrlEncodedFields.Read(query, root);
        return new RequestFields(root, [], "");
    }

    /// <summary>True when the field is there, also when it is empty or null.</summary>
    public bool Has(string name) => root.Members.ContainsKey(name);

    /// <summary>True when a file that is not empty came under this name.</summary>
    public bool HasFile(string name) => files.Contains(name);

    /// <summary>The text; null when it is absent or null.</summary>
    public string? Text(string name) =>
        Find(name) is not FieldNode node || node.IsNull ? null : node.Text ?? throw Invalid(name, "is not a text");

    /// <summary>The text, where null clears: empty for null, and null only when the field is absent.</summary>
    public string? TextOrCleared(string name) => Has(name) ? Text(name) ?? "" : null;

    /// <summary>The text, which has to be there.</summary>
    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw BadFieldException.Missing(prefix + name);

    /// <summary>
    /// True or false; null when it is absent or null. False is <c>0 f F false FALSE off OFF</c> and nothing; everything
    /// else is true.
    /// </summary>
    public bool? Flag(string name) =>
        Text(name) is string text ? text is not ("" or "0" or "f" or "F" or "false" or "FALSE" or "off" or "OFF") : null;

    /// <summary>A whole number; null when it is absent, null or empty. What is too large for an int is the largest int.</summary>
    public int? Int(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsInteger(number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : throw Invalid(name, "is not a number");
    }

    /// <summary>An id; null when it is absent, null or empty. One that is larger than any id is <see cref="long.MaxValue"/>.</summary>
    public long? Id(string name) => Text(name) is { Length: > 0 } text ? ToId(name, text) : null;

    /// <summary>Ids, each once.</summary>
    public IReadOnlyList<long> Ids(string name) => [.. Texts(name).Select(text => ToId(name, text)).Distinct()];

    /// <summary>The texts of a list; empty ones are left out.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [
            .. (Find(name)?.Items ?? [])
                .Where(item => !item.IsNull)
                .Select(item => item.Text ?? throw Invalid(name, "is not a list of texts"))
                .Where(text => text.Length > 0),
        ];

    /// <summary>The fields of an object; null when it is absent or null.</summary>
    public RequestFields? Object(string name) =>
        Find(name) is not FieldNode node || node.IsNull || node.Text is "" ? null
        : node.IsObject ? new RequestFields(node, [], $"{prefix}{name}.")
        : throw Invalid(name, "is not an object");

    /// <summary>The objects of a list, or of an object whose keys are numbers; null when the field is absent.</summary>
    public IReadOnlyList<RequestFields>? Objects(string name) =>
        Find(name) is not FieldNode node
            ? null
            :
            [
                .. node.Items.Select(
                    (item, i) =>
                        item.IsObject || item.IsNull
                            ? new RequestFields(item, [], string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}[{i}]."))
                            : throw Invalid(name, "is not a list of objects")
                ),
            ];

    /// <summary>The names of an object's members.</summary>
    public IEnumerable<string> Names => root.Members.Keys;

    /// <summary>One of some words; null when it is absent, null or empty.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Text(name) is not { Length: > 0 } text ? null
        : words.TryGetValue(text, out T value) ? value
        : throw Invalid(name, "is not included in the list");

    /// <summary>What to throw when the endpoint itself finds a field wrong.</summary>
    public BadFieldException Invalid(string name, string reason) => BadFieldException.Invalid(prefix + name, reason);

    private FieldNode? Find(string name) => root.Members.TryGetValue(name, out FieldNode? node) ? node : null;

    private long ToId(string name, string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                ? id
                : long.MaxValue
            : throw Invalid(name, "is not an id");

    private static bool HasBody(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;

    private static async Task<RequestFields> ReadBodyAsync(HttpContext context, FieldNode root, UploadedFiles? uploads)
    {
        HttpRequest request = context.Request;
        uploads?.Allow(context);
        if (uploads is null && request.ContentLength > RequestLimits.BodyBytes)
        {
            await request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        }

        FieldNode body = new();
        List<string> files = [];
        MediaTypeHeaderValue? type = null;
        if (!string.IsNullOrWhiteSpace(request.ContentType) && !MediaTypeHeaderValue.TryParse(request.ContentType, out type))
        {
            throw BadFieldException.Unreadable("its content type is not valid");
        }

        if (type is not null && !StrictText.IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset).AsSpan()))
        {
            throw BadFieldException.Unreadable("its charset is not UTF-8");
        }

        if (type is not null && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            await MultipartFields.ReadAsync(request.Body, type, body, files, uploads, context.RequestAborted);
        }
        else
        {
            using MemoryStream bytes = new();
            await request.Body.CopyToAsync(bytes, context.RequestAborted);
            Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type, body);
        }

        root.Overlay(body);
        return Keep(context, root, files);
    }

    /// <summary>A body that does not say what it is, is JSON when it looks like it, else a form; other kinds hold no fields.</summary>
    private static void Read(ReadOnlySpan<byte> bytes, MediaTypeHeaderValue? type, FieldNode body)
    {
        if (type is null ? bytes.TrimStart(" \t\r\n"u8).StartsWith("{"u8) : IsJson(type))
        {
            JsonFields.Read(bytes, body);
        }
        else if (type is null || type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            UrlEncodedFields.Read(StrictText.FromUtf8(bytes), body);
        }
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static RequestFields Keep(HttpContext context, FieldNode root, List<string> files)
    {
        RequestFields fields = new(root, files, "");
        context.Features.Set(fields);
        return fields;
    }
}
