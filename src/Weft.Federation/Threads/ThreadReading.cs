using System.Security.Cryptography;

namespace Weft.Federation.Threads;

/// <summary>A thread that is to be completed, or was, and how far that has come. Read by many while one writes.</summary>
/// <param name="postId">The post whose thread it is.</param>
public sealed class ThreadReading(long postId)
{
    private int found;
    private volatile bool isFinished;

    /// <summary>Its name for apps: 128 bits of chance in hexadecimal, which tell nothing of the post and nobody guesses.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The post whose thread it is.</summary>
    public long PostId { get; } = postId;

    /// <summary>How many posts were found until now that are new here.</summary>
    public int Found => Volatile.Read(ref found);

    /// <summary>Nothing more comes of it.</summary>
    public bool IsFinished => isFinished;

    /// <summary>One more was found.</summary>
    internal void NoteFound() => Interlocked.Increment(ref found);

    /// <summary>It has come to its end, good or not.</summary>
    internal void Finish() => isFinished = true;
}
