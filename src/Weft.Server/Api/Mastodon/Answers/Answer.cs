using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weft.Core;

namespace Weft.Server.Api.Mastodon.Answers;

/// <summary>Writes what an endpoint answers: JSON, with its length, and with what may be kept by whom.</summary>
internal static class Answer
{
    /// <summary>For how many seconds what everyone may read may be kept.</summary>
    private const int PublicSeconds = 15;

    private static readonly byte[] NoObject = "{}"u8.ToArray();
    private static readonly byte[] NoList = "[]"u8.ToArray();

    /// <summary>An entity.</summary>
    public static Task AnswerAsync<T>(this HttpContext context, T entity, JsonTypeInfo<T> type, int publicSeconds = PublicSeconds) =>
        context.AnswerAsync(JsonSerializer.SerializeToUtf8Bytes(entity, type), publicSeconds);

    /// <summary>Rendered JSON.</summary>
    public static Task AnswerAsync(this HttpContext context, ReadOnlyMemory<byte> utf8, int publicSeconds = PublicSeconds)
    {
        context.BeginAnswer(utf8.Length, publicSeconds);
        return context.Response.BodyWriter.WriteAsync(utf8).GetAsTask();
    }

    /// <summary>A list of rendered entities.</summary>
    public static Task AnswerListAsync(this HttpContext context, IReadOnlyList<byte[]> items)
    {
        int length = 2 + Math.Max(0, items.Count - 1);
        foreach (byte[] item in items)
        {
            length += item.Length;
        }

        context.BeginAnswer(length);
        Span<byte> span = context.Response.BodyWriter.GetSpan(length);
        int at = 0;
        span[at++] = (byte)'[';
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                span[at++] = (byte)',';
            }

            items[i].CopyTo(span[at..]);
            at += items[i].Length;
        }

        span[at++] = (byte)']';
        context.Response.BodyWriter.Advance(at);
        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).GetAsTask();
    }

    /// <summary><c>{}</c>: done, and nothing to say.</summary>
    public static Task AnswerNothingAsync(this HttpContext context) => context.AnswerAsync(NoObject);

    /// <summary><c>[]</c>.</summary>
    public static Task AnswerNoneAsync(this HttpContext context) => context.AnswerAsync(NoList);

    /// <summary>What a command came to, when it succeeded; else its refusal.</summary>
    public static Task AnswerAsync<T>(this HttpContext context, Outcome<T> outcome, Func<T, Task> answer) =>
        outcome.Succeeded ? answer(outcome.Value) : context.RefuseAsync(outcome.Refusal);

    /// <summary>
    /// Sets the headers of an answer. What was asked with a token is nobody else's; what everyone may read may be kept
    /// for a moment.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="length">Bytes of the body.</param>
    /// <param name="publicSeconds">How long anybody may keep what was asked without a token.</param>
    public static void BeginAnswer(this HttpContext context, int length, int publicSeconds = PublicSeconds)
    {
        HttpResponse response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = length;
        response.Headers.Vary = "Authorization, Origin";
        if (context.Request.Headers.Authorization.Count > 0 || !IsRead(context.Request))
        {
            response.Headers.CacheControl = "private, no-store";
        }
        else
        {
            response.Headers.CacheControl = publicSeconds == PublicSeconds ? "public, max-age=15" : $"public, max-age={publicSeconds}";
        }
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task GetAsTask(this ValueTask<System.IO.Pipelines.FlushResult> flush) =>
        flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
}
