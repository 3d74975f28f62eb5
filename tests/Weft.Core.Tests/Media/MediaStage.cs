using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NetVips;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Remote;
using Weft.Core.Emojis;
using Weft.Core.Ids;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Media.Remote;
using Weft.Core.Moderation;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Media;

/// <summary>A database with people on it, who upload photos; nothing works on them but what the test calls.</summary>
internal sealed class MediaStage : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weft-media-").FullName;

    private MediaStage() { }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestStore Store { get; private set; } = null!;

    /// <summary>What there is on other servers.</summary>
    public Elsewhere Elsewhere { get; } = new();

    /// <param name="kind">On which database.</param>
    /// <param name="settings">What holds for media; null for what holds where nothing is said.</param>
    /// <param name="cacheLimit">Bytes for pictures of other servers.</param>
    public static async Task<MediaStage> OpenAsync(DatabaseKind kind, MediaSettings? settings = null, long cacheLimit = 1024 * 1024 * 1024)
    {
        MediaStage stage = new();
        stage.Store = await TestStore.OpenAsync(
            kind,
            services =>
                services
                    .AddSingleton(new LocalDomain("weft.example"))
                    .AddSingleton(new MediaFolder(stage.folder))
                    .AddSingleton(settings ?? MediaSettings.Usual)
                    .AddAccounts()
                    .AddMedia()
                    .AddMediaWork()
                    .AddEmojis()
                    .AddSingleton<IRemoteFiles>(stage.Elsewhere)
                    .AddSingleton(new PictureCacheLimit(cacheLimit))
                    .AddRemotePictures()
                    .AddModeration()
                    .AddNotifications()
                    .AddPosts()
                    .AddTimelines()
        );
        return stage;
    }

    public T Get<T>()
        where T : notnull => Store.Services.GetRequiredService<T>();

    public async Task<long> JoinAsync(string username)
    {
        int shard = IdSource.PickShard();
        Account account = new()
        {
            Id = Store.Ids.Next(shard),
            Shard = shard,
            Username = username,
            CreatedAt = Store.Clock.GetUtcNow(),
        };
        await Store.AddAsync(account, new Handle { Name = username, AccountId = account.Id });
        return account.Id;
    }

    public static byte[] Photo() => TestPhotos.Quarters(64, 32).JpegsaveBuffer();

    /// <summary>Puts a file where a door puts what has come.</summary>
    public string Come(byte[] content)
    {
        string path = Get<MediaFolder>().NewUpload();
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<Outcome<TakenUpload>> TryUploadAsync(long accountId, byte[] content, string? description = null) =>
        Get<UploadMediaHandler>().RunAsync(new UploadMedia(accountId, Come(content)) { Description = description }, Token);

    /// <summary>Uploads a photo and answers its id; it waits.</summary>
    public async Task<long> UploadAsync(long accountId, string? description = null) =>
        Done(await TryUploadAsync(accountId, Photo(), description)).Id;

    /// <summary>Uploads a photo and makes it ready.</summary>
    public async Task<long> ReadyAsync(long accountId, string? description = null)
    {
        long id = await UploadAsync(accountId, description);
        await ProcessAsync(id);
        return id;
    }

    public Task<bool> ProcessAsync(long id) => Get<ProcessMediaHandler>().RunAsync(id, Token);

    public Task<Outcome<Post>> TryPostAsync(long authorId, string? text, params long[] media) =>
        Get<PublishPostHandler>().RunAsync(new PublishPost(authorId, text) { MediaIds = media }, Token);

    public async Task<Post> PostAsync(long authorId, string? text, params long[] media) => Done(await TryPostAsync(authorId, text, media));

    public async Task<IReadOnlyList<MediaModel>> ShownAsync(long postId, long viewerId) =>
        (await Get<PostReader>().FindAsync(postId, viewerId, Token))!.Post.Media;

    public async Task<MediaAttachment?> RowAsync(long id)
    {
        await using WeftDb db = Store.Read();
        return await db.Media.SingleOrDefaultAsync(m => m.Id == id, Token);
    }

    /// <summary>Changes a row behind everybody's back.</summary>
    public Task<long> WriteAsync(Action<MediaAttachment> change, long id) =>
        Store.WriteAsync<long>(async work =>
        {
            change((await work.Db.Media.FindAsync([id], Token))!);
            return id;
        });

    /// <summary>Somebody on m.example becomes known here.</summary>
    public async Task<long> MeetAsync(string username, string? avatar = null) =>
        Done(
            await Get<SaveRemoteAccountHandler>()
                .RunAsync(
                    new SaveRemoteAccount(
                        $"https://m.example/users/{username}",
                        username,
                        "m.example",
                        $"https://m.example/users/{username}/inbox"
                    )
                    {
                        AvatarUrl = avatar,
                    },
                    Token
                )
        );

    /// <summary>A post of another server comes.</summary>
    public async Task<long> ReceiveAsync(long authorId, string uri, params ReceivedMedia[] media) =>
        Done(
            await new ReceivePostHandler(Store.Writer).RunAsync(
                new ReceivePost(authorId, uri) { Media = media, PublishedAt = Store.Clock.GetUtcNow() },
                Token
            )
        );

    /// <summary>Looks at a picture of another server by its path here.</summary>
    public Task<RemotePicture> LookAsync(string path)
    {
        string[] parts = path.Split('/');
        Assert.Equal((PictureSeal.Folder, 5), (parts[0], parts.Length));
        Assert.True(PictureSeal.TryReadKind(parts[1], out PictureKind kind));
        return Get<RemotePictures>()
            .OpenAsync(kind, long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), parts[3], parts[4], Token);
    }

    /// <summary>What is to be seen there.</summary>
    public async Task<byte[]> SeeAsync(string path)
    {
        RemotePicture.Shown shown = Assert.IsType<RemotePicture.Shown>(await LookAsync(path));
        await using Stream content = shown.Content;
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>All files of the cache.</summary>
    public string[] Cached() =>
        Directory.Exists(Get<MediaFolder>().Cache) ? Directory.GetFiles(Get<MediaFolder>().Cache, "*", SearchOption.AllDirectories) : [];

    public SweepMedia Sweeper() => Get<SweepMedia>();

    public MediaWorker Worker() => Store.Services.GetServices<IHostedService>().OfType<MediaWorker>().Single();

    /// <summary>Where something is worked on.</summary>
    public string Scratch => Path.GetDirectoryName(Get<MediaFolder>().NewScratch())!;

    /// <summary>All files that are there to be shown.</summary>
    public string[] Files() =>
        Directory.Exists(Path.Combine(folder, "files"))
            ? Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories)
            : [];

    /// <summary>All files that wait, or that are worked on.</summary>
    public string[] Unfinished() =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => !f.StartsWith(Path.Combine(folder, "files"), StringComparison.Ordinal)),
        ];

    public static T Done<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    public static (string Field, string Code) Fault<T>(Outcome<T> outcome)
    {
        FieldFault fault = Assert.Single(Assert.IsType<Refusal.Invalid>(outcome.Refusal).Faults);
        return (fault.Field, fault.Code);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
