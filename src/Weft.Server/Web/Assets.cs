using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Weft.Server.Web;

/// <summary>
/// Style sheet, scripts and pictures of the page, under an address that holds a hash of all of them: cached for ever, and
/// fresh at once when any of them changes. One hash for all, so that modules can import each other by relative address.
/// </summary>
internal sealed class Assets
{
    private readonly IFileProvider files;

    public Assets(IWebHostEnvironment environment)
    {
        files = environment.WebRootFileProvider;
        Prefix = "/assets/" + Hash(files);
    }

    /// <summary>Where they are served: <c>/assets/</c> and the hash.</summary>
    public string Prefix { get; }

    /// <summary>The address of a file, such as <c>css/weft.css</c>.</summary>
    public string this[string path] => $"{Prefix}/{path}";

    /// <summary>Serves them.</summary>
    public void Use(WebApplication app) =>
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = files,
                RequestPath = Prefix,
                OnPrepareResponse = answer =>
                {
                    answer.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    answer.Context.Response.Headers.XContentTypeOptions = "nosniff";
                },
            }
        );

    private static string Hash(IFileProvider files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (IFileInfo file in Walk(files, "").OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => f.File))
        {
            using Stream content = file.CreateReadStream();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            hash.AppendData(bytes.GetBuffer(), 0, (int)bytes.Length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<(string Path, IFileInfo File)> Walk(IFileProvider files, string folder) =>
        files
            .GetDirectoryContents(folder)
            .SelectMany(file => file.IsDirectory ? Walk(files, $"{folder}/{file.Name}") : [($"{folder}/{file.Name}", file)]);
}
