using System.Buffers.Text;
using System.IO.Pipelines;
using Weft.Core.Posts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>
/// Writes statuses. Each is a copy of its rendered body followed by the viewer's part, so that a page of a home timeline
/// allocates nothing but its way out. The same code first measures and then writes.
/// </summary>
internal sealed class StatusWriter(StatusBodies bodies, PollPresenter polls)
{
    /// <summary>Answers with one status.</summary>
    public async Task AnswerAsync(HttpContext context, PostView view)
    {
        long? viewerId = context.Caller?.AccountId;
        LengthSink measure = default;
        Put(ref measure, view, viewerId, nested: false);
        await BeginAsync(context, measure.Length);
        SpanSink sink = new(context.Response.BodyWriter.GetSpan(measure.Length));
        Put(ref sink, view, viewerId, nested: false);
        await SendAsync(context, measure.Length);
    }

    /// <summary>Answers with a list of statuses.</summary>
    public async Task AnswerAsync(HttpContext context, IReadOnlyList<PostView> views)
    {
        long? viewerId = context.Caller?.AccountId;
        LengthSink measure = default;
        Put(ref measure, views, viewerId);
        await BeginAsync(context, measure.Length);
        SpanSink sink = new(context.Response.BodyWriter.GetSpan(measure.Length));
        Put(ref sink, views, viewerId);
        await SendAsync(context, measure.Length);
    }

    /// <summary>Answers with a status's surroundings.</summary>
    public async Task AnswerContextAsync(HttpContext context, IReadOnlyList<PostView> ancestors, IReadOnlyList<PostView> descendants)
    {
        long? viewerId = context.Caller?.AccountId;
        LengthSink measure = default;
        PutContext(ref measure, ancestors, descendants, viewerId);
        await BeginAsync(context, measure.Length);
        SpanSink sink = new(context.Response.BodyWriter.GetSpan(measure.Length));
        PutContext(ref sink, ancestors, descendants, viewerId);
        await SendAsync(context, measure.Length);
    }

    /// <summary>A status as JSON, to stand inside of something else.</summary>
    public byte[] Render(PostView view, long? viewerId)
    {
        LengthSink measure = default;
        Put(ref measure, view, viewerId, nested: false);
        byte[] utf8 = new byte[measure.Length];
        SpanSink sink = new(utf8);
        Put(ref sink, view, viewerId, nested: false);
        return utf8;
    }

    /// <summary>Begins before the body is written, so that it is written where it is sent from and not copied once more.</summary>
    private static Task BeginAsync(HttpContext context, int length)
    {
        context.BeginAnswer(length);
        return context.Response.StartAsync(context.RequestAborted);
    }

    private static Task SendAsync(HttpContext context, int length)
    {
        PipeWriter writer = context.Response.BodyWriter;
        writer.Advance(length);
        ValueTask<FlushResult> flush = writer.FlushAsync(context.RequestAborted);
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }

    private void PutContext<TSink>(ref TSink sink, IReadOnlyList<PostView> ancestors, IReadOnlyList<PostView> descendants, long? viewerId)
        where TSink : struct, IByteSink, allows ref struct
    {
        sink.Put("{\"ancestors\":"u8);
        Put(ref sink, ancestors, viewerId);
        sink.Put(",\"descendants\":"u8);
        Put(ref sink, descendants, viewerId);
        sink.Put("}"u8);
    }

    private void Put<TSink>(ref TSink sink, IReadOnlyList<PostView> views, long? viewerId)
        where TSink : struct, IByteSink, allows ref struct
    {
        sink.Put("["u8);
        for (int i = 0; i < views.Count; i++)
        {
            if (i > 0)
            {
                sink.Put(","u8);
            }

            Put(ref sink, views[i], viewerId, nested: false);
        }

        sink.Put("]"u8);
    }

    /// <param name="sink">Where to.</param>
    /// <param name="view">The status.</param>
    /// <param name="viewerId">For whom.</param>
    /// <param name="nested">True for a quoted status, whose own quote is told by its id alone.</param>
    private void Put<TSink>(ref TSink sink, PostView view, long? viewerId, bool nested)
        where TSink : struct, IByteSink, allows ref struct
    {
        sink.Put(bodies.Of(view.Post));
        sink.Put(viewerId is long viewer ? ViewerTail.For(view, viewer) : ViewerTail.Nobody);
        if (view.Post.RepostOfId is not null)
        {
            sink.Put(",\"reblog\":"u8);
            PutOrNull(ref sink, view.Original, viewerId, nested);
        }

        if (view.Post.QuoteOfId is not null)
        {
            sink.Put(",\"quote\":"u8);
            PutQuote(ref sink, view.Quote, viewerId, nested);
        }

        if (view.Post.Poll is not null)
        {
            sink.Put(",\"poll\":"u8);
            sink.Put(polls.Render(view, viewerId));
        }

        sink.Put("}"u8);
    }

    private void PutOrNull<TSink>(ref TSink sink, PostView? view, long? viewerId, bool nested)
        where TSink : struct, IByteSink, allows ref struct
    {
        if (view is null)
        {
            sink.Put("null"u8);
        }
        else
        {
            Put(ref sink, view, viewerId, nested);
        }
    }

    private void PutQuote<TSink>(ref TSink sink, QuoteView? quote, long? viewerId, bool nested)
        where TSink : struct, IByteSink, allows ref struct
    {
        if (quote is null)
        {
            sink.Put("null"u8);
            return;
        }

        sink.Put(State(quote.State));
        if (nested)
        {
            PutQuotedId(ref sink, quote);
        }
        else
        {
            sink.Put(",\"quoted_status\":"u8);
            PutOrNull(ref sink, quote.Post, viewerId, nested: true);
            sink.Put("}"u8);
        }
    }

    /// <summary>Only of a post that the viewer may see.</summary>
    private static void PutQuotedId<TSink>(ref TSink sink, QuoteView quote)
        where TSink : struct, IByteSink, allows ref struct
    {
        if (quote.State is not (QuoteState.Accepted or QuoteState.MutedAccount))
        {
            sink.Put(",\"quoted_status_id\":null}"u8);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(quote.QuotedId, digits, out int length);
        sink.Put(",\"quoted_status_id\":\""u8);
        sink.Put(digits[..length]);
        sink.Put("\"}"u8);
    }

    private static ReadOnlySpan<byte> State(QuoteState state) =>
        state switch
        {
            QuoteState.Accepted => "{\"state\":\"accepted\""u8,
            QuoteState.Pending => "{\"state\":\"pending\""u8,
            QuoteState.Rejected => "{\"state\":\"rejected\""u8,
            QuoteState.Revoked => "{\"state\":\"revoked\""u8,
            QuoteState.Deleted => "{\"state\":\"deleted\""u8,
            QuoteState.BlockedAccount => "{\"state\":\"blocked_account\""u8,
            QuoteState.BlockedDomain => "{\"state\":\"blocked_domain\""u8,
            QuoteState.MutedAccount => "{\"state\":\"muted_account\""u8,
            _ => "{\"state\":\"unauthorized\""u8,
        };
}
