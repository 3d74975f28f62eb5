using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Weft.Bench.Bare;
using Weft.Bench.Report;
using Weft.Bench.Town;

namespace Weft.Bench.Scenarios;

/// <summary>
/// Photos of twelve megapixels from the upload until they are ready, against libvips that makes the same sizes; and what
/// twenty that arrive at once take of memory.
/// </summary>
internal static class PhotoScenario
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        byte[] photo = BarePhotos.Photo();
        using HttpClient http = new() { BaseAddress = stage.Weft.Url, Timeout = TimeSpan.FromMinutes(5) };
        int connections = 2 * Environment.ProcessorCount;
        double idle = stage.ResidentMegabytes();
        double peak = await PeakAsync(stage, () => AllAsync(AtOnce), cancellation);

        await RateAsync(Math.Min(5, settings.WarmUpSeconds));
        BarePhotos.Run(photo, Math.Min(5, settings.WarmUpSeconds) / 2);
        Rounds rounds = new();
        for (int i = 0; i < settings.Rounds; i++)
        {
            rounds.Add(await RateAsync(settings.Seconds), BarePhotos.Run(photo, settings.Seconds / 2));
        }

        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"Photos of 12 megapixels, {photo.Length / 1e6:0.0} MB, {connections} at a time"),
            stage.Kind,
            $"{rounds.Weft} uploaded and ready",
            $"{rounds.Limit}: bare libvips, the same sizes",
            new Result(rounds.Ratio, "0.00", new Goal(0.7, 0.9))
        );
        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"Memory above idle while {AtOnce} such photos arrive at once"),
            stage.Kind,
            string.Create(CultureInfo.InvariantCulture, $"{peak:0} MB at most, {idle:0} MB before"),
            "",
            new Result(peak - idle, "0 MB", new Goal(600, 300, AtMost: true))
        );

        async Task<double> RateAsync(double seconds)
        {
            Stopwatch watch = Stopwatch.StartNew();
            int[] done = await Task.WhenAll(
                Enumerable
                    .Range(0, connections)
                    .Select(async connection =>
                    {
                        int ready = 0;
                        while (watch.Elapsed.TotalSeconds < seconds)
                        {
                            await UploadAsync(http, stage.People.Writers[connection % stage.People.Writers.Count], photo, cancellation);
                            ready++;
                        }

                        return ready;
                    })
            );
            return done.Sum() / watch.Elapsed.TotalSeconds;
        }

        Task AllAsync(int count) =>
            Task.WhenAll(
                Enumerable
                    .Range(0, count)
                    .Select(i => UploadAsync(http, stage.People.Writers[i % stage.People.Writers.Count], photo, cancellation))
            );
    }

    /// <summary>Uploads, waits until it is ready, and takes it away again: nobody has more than a hundred that no post shows.</summary>
    private static async Task UploadAsync(HttpClient http, Person person, byte[] photo, CancellationToken cancellation)
    {
        using ByteArrayContent file = new(photo);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using MultipartFormDataContent form = new() { { file, "file", "photo.jpg" } };
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/media") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using HttpResponseMessage answer = await http.SendAsync(request, cancellation);
        string body = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"An upload was answered with {answer.StatusCode}: {body}");
        }

        string id = System.Text.Json.JsonElement.Parse(body).GetProperty("id").GetString()!;
        using HttpRequestMessage removal = new(HttpMethod.Delete, $"/api/v1/media/{id}");
        removal.Headers.Authorization = request.Headers.Authorization;
        using HttpResponseMessage removed = await http.SendAsync(removal, cancellation);
        removed.EnsureSuccessStatusCode();
    }

    /// <summary>The most memory that the server had meanwhile, in MB.</summary>
    private static async Task<double> PeakAsync(Stage stage, Func<Task> act, CancellationToken cancellation)
    {
        double peak = stage.ResidentMegabytes();
        Task acting = act();
        while (!acting.IsCompleted)
        {
            await Task.WhenAny(acting, Task.Delay(Glance, cancellation));
            peak = Math.Max(peak, stage.ResidentMegabytes());
        }

        await acting;
        return peak;
    }
}
