using Weft.Testing;

namespace Weft.Server.Tests.BadDays;

/// <summary>The disk that holds SQLite's file is full.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Posting_says_sorry_reading_goes_on_and_space_heals_it_without_a_restart()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can make a small disk.");
        await using SmallDisk disk = await SmallDisk.MountAsync(16);
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Environment = new Dictionary<string, string> { ["Weft__DataDirectory"] = Path.Combine(disk.Folder, "data") },
            }
        );
        ApiClient author = await weft.CreateAccountAsync("anna");
        string me = await author.WhoAmIAsync();
        List<string> acknowledged = [];
        (await SayNextAsync(author, acknowledged)).EnsureSuccess();

        disk.Fill();
        ApiAnswer answer;
        do
        {
            // What was allocated before can still be written.
            answer = await SayNextAsync(author, acknowledged);
        } while (answer.Status == 200);

        Posting.IsSorry(answer);
        string lost = Text(acknowledged.Count);
        Assert.Equal(acknowledged, await author.TextsAsync(me));
        Assert.Equal(200, (await author.GetAsync("/api/v1/timelines/home")).Status);
        Assert.Equal(200, (await weft.Api.GetAsync("/api/v1/timelines/public")).Status);
        Assert.Equal(200, (await weft.Api.GetAsync("/@anna")).Status);

        disk.Free();
        // The app sends the same again, by its key.
        (await SayNextAsync(author, acknowledged)).EnsureSuccess();
        Assert.Equal(lost, acknowledged[^1]);
        Assert.Equal(acknowledged, await author.TextsAsync(me));
    }

    private static async Task<ApiAnswer> SayNextAsync(ApiClient author, List<string> acknowledged)
    {
        string text = Text(acknowledged.Count);
        ApiAnswer answer = await author.SayAsync(text, $"key {acknowledged.Count}");
        if (answer.Status == 200)
        {
            acknowledged.Add(text);
        }

        return answer;
    }

    /// <summary>As many bytes as a post can have, so that the disk is soon full.</summary>
    private static string Text(int number) => $"post {number} {new string('織', 480)}";
}
