using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>A picture that is known of here, and may be shown.</summary>
/// <param name="Kind">What it belongs to.</param>
/// <param name="Id">To which.</param>
/// <param name="Address">Where it is.</param>
internal sealed record PictureSubject(PictureKind Kind, long Id, string Address)
{
    /// <summary>Whether the file is said to be a picture, moving or not.</summary>
    public bool IsPicture { get; init; }
}

/// <summary>Finds what a path names: what is gone is not found, nor what is of a server that is suspended or whose media are rejected.</summary>
internal sealed class PictureSubjects(IDbContextFactory<WeftDb> contexts, FederationMode? mode = null)
{
    /// <summary>The picture; null for none.</summary>
    public async Task<PictureSubject?> FindAsync(PictureKind kind, long id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        Row? row = await Rows(db, kind, id).FirstOrDefaultAsync(cancellation);
        if (row is not { Address: { } address, Standing: not HostPolicy.Suspended })
        {
            return null;
        }

        // Of its author, by handle and by id, and of where the file is.
        string[] hosts = [.. new[] { row.Domain, HostName.Read(row.Uri), HostName.Read(address) }.OfType<string>().Distinct()];
        HostDecisions decisions = await HostDecisions.AboutAsync(db, hosts, mode ?? FederationMode.Open, cancellation);
        return Array.Exists(hosts, host => decisions.Of(host) is { RejectMedia: true } or { Policy: HostPolicy.Suspended })
            ? null
            : new PictureSubject(kind, id, address) { IsPicture = row.IsPicture };
    }

    /// <summary>Whether the subject still names that address, in the transaction that keeps its picture.</summary>
    public static Task<bool> StandsAsync(WeftDb db, PictureSubject subject, CancellationToken cancellation) =>
        Rows(db, subject.Kind, subject.Id).AnyAsync(r => r.Address == subject.Address, cancellation);

    private static IQueryable<Row> Rows(WeftDb db, PictureKind kind, long id)
    {
        if (kind == PictureKind.Emoji)
        {
            return db
                .CustomEmojis.Where(e => e.Id == id && e.Domain != "")
                .Select(e => new Row
                {
                    Address = e.Url,
                    Domain = e.Domain,
                    Uri = e.Uri,
                });
        }

        bool isPoster = kind == PictureKind.Poster;
        bool isPhoto = kind == PictureKind.Photo;
        bool isAvatar = kind == PictureKind.Avatar;
        return kind is PictureKind.Photo or PictureKind.Poster or PictureKind.Film
            ? db
                // What was said to move is played also when it has turned out to stand still.
                .RemoteMedia.Where(m =>
                    m.Id == id && (!isPhoto || m.Kind == MediaKind.Image || m.Kind == MediaKind.Gifv && m.PreviewUrl == m.Url)
                )
                .Join(
                    db.Accounts,
                    m => m.AccountId,
                    a => a.Id,
                    (m, a) =>
                        new Row
                        {
                            Address = isPoster ? m.PreviewUrl : m.Url,
                            IsPicture = m.Kind == MediaKind.Image || m.Kind == MediaKind.Gifv && m.PreviewUrl == m.Url,
                            Domain = a.Domain,
                            Uri = a.Uri,
                            Standing = a.Standing,
                        }
                )
            : db
                .RemoteActors.Where(r => r.AccountId == id)
                .Join(
                    db.Accounts,
                    r => r.AccountId,
                    a => a.Id,
                    (r, a) =>
                        new Row
                        {
                            Address = isAvatar ? r.AvatarUrl : r.HeaderUrl,
                            Domain = a.Domain,
                            Uri = a.Uri,
                            Standing = a.Standing,
                        }
                );
    }

    private sealed class Row
    {
        public string? Address { get; init; }

        public string? Domain { get; init; }

        public string? Uri { get; init; }

        public HostPolicy Standing { get; init; }

        public bool IsPicture { get; init; }
    }
}
