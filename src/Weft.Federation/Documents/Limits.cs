namespace Weft.Federation.Documents;

/// <summary>How much of a foreign document is read. What goes beyond is cut and noted, or refuses the document where that is said.</summary>
internal static class Limits
{
    /// <summary>Bytes of a document; more refuses it.</summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>Objects and arrays inside of each other; more refuses the document.</summary>
    public const int Depth = 32;

    /// <summary>Documents inlined in each other; deeper ones are kept as links.</summary>
    public const int Inlined = 6;

    /// <summary>Recipients in one field, tags, attachments, items of a page.</summary>
    public const int Many = 1000;

    /// <summary>Other names of an actor, and domains that may name it as an author.</summary>
    public const int Aliases = 256;

    /// <summary>Keys of an actor; each may cost a check.</summary>
    public const int Keys = 16;

    /// <summary>Fields of a profile.</summary>
    public const int ProfileFields = 50;

    /// <summary>Addresses of one thing.</summary>
    public const int Links = 100;

    /// <summary>Options of a poll.</summary>
    public const int PollOptions = 500;

    /// <summary>Entries of one part of an interaction policy.</summary>
    public const int PolicyEntries = 256;

    /// <summary>Notes about dropped fields; a document with more says no more about it.</summary>
    public const int Dropped = 100;

    /// <summary>UTF-16 units of an id or an address.</summary>
    public const int Address = 2048;

    /// <summary>UTF-16 units of a name or title.</summary>
    public const int Name = 500;

    /// <summary>UTF-16 units of a username; a longer one is dropped.</summary>
    public const int Username = 255;

    /// <summary>UTF-16 units of a biography's markup.</summary>
    public const int Biography = 20_000;

    /// <summary>UTF-16 units of a profile field's name and of its value's markup.</summary>
    public const int ProfileField = 2047;

    /// <summary>UTF-16 units of a post's markup.</summary>
    public const int Content = 100_000;

    /// <summary>UTF-16 units of a warning or a summary.</summary>
    public const int Summary = 5000;

    /// <summary>UTF-16 units of a description of a picture.</summary>
    public const int Description = 10_000;

    /// <summary>UTF-16 units of a key.</summary>
    public const int Key = 10_000;

    /// <summary>UTF-16 units of a type, a media type, a language, a reaction.</summary>
    public const int Word = 200;
}
