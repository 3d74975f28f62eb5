using Weft.Federation.Actors;
using Weft.Server.Hosting;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Answers other servers.</summary>
internal static class Documents
{
    /// <summary>What is served when nothing more particular is asked for.</summary>
    public const string ActivityStreams = "application/activity+json; charset=utf-8";

    /// <summary>For how many seconds others may keep what everyone may read.</summary>
    private const int Seconds = 180;

    /// <summary>A document: the same for all who ask, or with <see cref="PrivateAnswer"/> for who asked alone.</summary>
    public static Task AnswerDocumentAsync(
        this HttpContext context,
        byte[] document,
        string contentType = ActivityStreams,
        int seconds = Seconds,
        int status = StatusCodes.Status200OK
    )
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = document.Length;
        bool isPrivate = context.Features.Get<PrivateAnswer>() is not null;
        response.Headers.CacheControl = isPrivate ? "private, no-store" : FormattableString.Invariant($"public, max-age={seconds}");
        response.Headers.Vary = isPrivate ? "Accept, Origin, Signature" : "Accept, Origin";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.BodyWriter.WriteAsync(document, context.RequestAborted).AsTask();
    }

    /// <summary>A document that is not the same for all who ask.</summary>
    /// <param name="context">The request.</param>
    /// <param name="document">What the asker may read.</param>
    /// <param name="asker">Who has signed; null for a stranger.</param>
    public static Task AnswerAskerAsync(this HttpContext context, byte[] document, Asker? asker)
    {
        Task answer = context.AnswerDocumentAsync(document);
        context.Response.Headers.Vary = "Accept, Origin, Signature";
        if (asker is not null)
        {
            context.Response.Headers.CacheControl = "private, no-store";
        }

        return answer;
    }

    /// <summary>Leads to another address of this server.</summary>
    public static void LeadTo(this HttpContext context, string address)
    {
        context.Response.Headers.Vary = "Accept, Origin";
        context.Response.Redirect(address);
    }

    /// <summary>There is no such thing, or not for everyone.</summary>
    public static Task RefuseUnknownAsync(this HttpContext context)
    {
        context.Response.Headers.Vary = "Accept, Origin";
        return Faults.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such thing here, or not for everyone");
    }

    /// <summary>The number in the query; null for none, or for what is none.</summary>
    public static long? QueryNumber(this HttpContext context, string name) =>
        long.TryParse(
            context.Request.Query[name],
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out long number
        )
            ? number
            : null;

    /// <summary>Whether a page of a collection is asked for, and not the collection.</summary>
    public static bool AsksForPage(this HttpContext context) => context.Request.Query["page"] is [{ Length: > 0 } page] && page != "false";
}
