namespace Weft.Server.Web;

/// <summary>
/// The addresses of people: an @ and the handle, which holds another @ and the server's name where that is another one. As
/// <c>@{name}</c> such a pattern would be matched at the last @, so that the whole of it is taken for the name.
/// </summary>
internal static class HandleRoutes
{
    /// <summary>The first part of a person's addresses.</summary>
    public const string Person = "/{name:regex(^@.)}";

    /// <summary>Comes behind routing: endpoints get the name without the first @.</summary>
    public static void UseHandles(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    context.Request.RouteValues.TryGetValue("name", out object? value) && value is string and ['@', .. { Length: > 0 } name]
                )
                {
                    context.Request.RouteValues["name"] = name;
                }

                return next(context);
            }
        );
}
