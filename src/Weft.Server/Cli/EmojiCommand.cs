using System.CommandLine;
using Weft.Core;
using Weft.Core.Emojis;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft emoji …</c></summary>
internal static class EmojiCommand
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "What people write between colons: 2 to 64 letters, digits and _.",
    };

    public static Command Create() =>
        new(
            "emoji",
            """
            The server's own emoji: pictures that people write as words between colons, such as :weft:. Works on the
            database and the data directory of the settings, beside a running server and without one. New posts show a
            new emoji at once, older ones within a minute, names of people after the server's next start.

            Examples:
              weft emoji add weft weft.png --category Signs
              weft emoji list
              weft emoji remove weft
            """
        )
        {
            Add(),
            List(),
            Remove(),
        };

    private static Command Add()
    {
        Argument<FileInfo> file = new("FILE")
        {
            Description = $"A picture of at most {AddEmoji.MaxBytes / 1024} KB; GIF and WebP may move.",
        };
        Option<string?> category = new("--category") { Description = "Under which heading apps offer it." };
        Command add = new("add", "Adds an emoji, or gives one another picture.") { Name, file, category };
        add.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                FileInfo picture = parsed.GetRequiredValue(file);
                if (!picture.Exists)
                {
                    return await FailAsync($"There is no file \"{picture.FullName}\".");
                }

                using IHost host = await OpenAsync(args, cancellation);
                Outcome<long> added = await Get<AddEmojiHandler>(host)
                    .RunAsync(new AddEmoji(Shortcode(parsed), picture.FullName, parsed.GetValue(category)), cancellation);
                return added.Succeeded ? await PrintAsync($":{Shortcode(parsed)}:") : await RefuseAsync(added.Refusal);
            }
        );
        return add;
    }

    private static Command List()
    {
        Command list = new("list", "Lists the server's emoji with their headings.");
        list.SetGuarded(
            async (_, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                foreach (EmojiModel emoji in await Get<EmojiReader>(host).OwnAsync(cancellation))
                {
                    await Console.Out.WriteLineAsync($":{emoji.Shortcode}:\t{emoji.Category}");
                }

                return 0;
            }
        );
        return list;
    }

    private static Command Remove()
    {
        Command remove = new("remove", "Takes an emoji away: where it was written, the word stands again.") { Name };
        remove.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                Outcome<long> removed = await Get<RemoveEmojiHandler>(host).RunAsync(new RemoveEmoji(Shortcode(parsed)), cancellation);
                return removed.Succeeded
                    ? await PrintAsync($"Removed :{Shortcode(parsed)}:")
                    : await FailAsync($"There is no emoji :{Shortcode(parsed)}:.");
            }
        );
        return remove;
    }

    private static string Shortcode(ParseResult parsed) => parsed.GetRequiredValue(Name).Trim(':');
}
