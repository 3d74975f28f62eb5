using System.Globalization;

namespace Weft.Server.Api.Mastodon.Answers;

/// <summary>A resource of the API: its endpoints with who may call them.</summary>
internal interface IApiResource
{
    /// <summary>Adds the endpoints.</summary>
    void Map(ApiRoutes api);
}

/// <summary>Maps endpoints that read and write their request themselves. HEAD is answered like GET, PUT like PATCH.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Changing = [HttpMethods.Put, HttpMethods.Patch];

    /// <summary>GET and HEAD.</summary>
    public IEndpointConventionBuilder Get(string pattern, RequestDelegate answer) => routes.MapMethods(pattern, Reading, answer);

    /// <summary>POST.</summary>
    public IEndpointConventionBuilder Post(string pattern, RequestDelegate answer) => routes.MapPost(pattern, answer);

    /// <summary>PUT and PATCH: apps mix them up, and Rails takes both.</summary>
    public IEndpointConventionBuilder Update(string pattern, RequestDelegate answer) => routes.MapMethods(pattern, Changing, answer);

    /// <summary>DELETE.</summary>
    public IEndpointConventionBuilder Delete(string pattern, RequestDelegate answer) => routes.MapDelete(pattern, answer);
}

/// <summary>What stands in a path.</summary>
internal static class PathParts
{
    /// <summary>The id in the path; 0, which nothing has, for what is no id.</summary>
    public static long PathId(this HttpContext context, string name = "id") =>
        long.TryParse(context.PathText(name), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;

    /// <summary>The text in the path.</summary>
    public static string PathText(this HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";
}
