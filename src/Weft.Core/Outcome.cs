using System.Diagnostics.CodeAnalysis;

namespace Weft.Core;

/// <summary>Why a command was refused. A refusal is a value: it is expected, and each door words it in its protocol.</summary>
public abstract record Refusal
{
    private Refusal() { }

    /// <summary>The thing does not exist, or the caller may not know that it does.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>The caller may know the thing but not do this with it.</summary>
    /// <param name="Reason">A sentence for the caller.</param>
    public sealed record NotAllowed(string Reason) : Refusal;

    /// <summary>One or more fields of the request hold what they may not.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : Refusal;

    /// <summary>The caller did this too often.</summary>
    /// <param name="RetryAfter">How long to wait.</param>
    public sealed record TooMany(TimeSpan RetryAfter) : Refusal;
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field's name in Core's terms: <c>text</c>, <c>username</c>, …</param>
/// <param name="Code">A stable code: <c>blank</c>, <c>taken</c>, <c>too_long</c>, <c>too_short</c>, <c>invalid</c>, <c>reserved</c>, <c>inclusion</c>, …</param>
/// <param name="Reason">What to say after the field's name, such as "is taken".</param>
public sealed record FieldFault(string Field, string Code, string Reason);

/// <summary>Shorthands for refusals.</summary>
public static class Refused
{
    /// <inheritdoc cref="Refusal.NotFound"/>
    public static Refusal NotFound { get; } = new Refusal.NotFound();

    /// <inheritdoc cref="Refusal.NotAllowed"/>
    public static Refusal NotAllowed(string reason) => new Refusal.NotAllowed(reason);

    /// <summary>One field is wrong.</summary>
    public static Refusal Invalid(string field, string code, string reason) => new Refusal.Invalid([new FieldFault(field, code, reason)]);

    /// <summary>Several fields are wrong.</summary>
    public static Refusal Invalid(IEnumerable<FieldFault> faults) => new Refusal.Invalid([.. faults]);
}

/// <summary>What a command came to: the fact it made, or why it was refused.</summary>
[SuppressMessage(
    "Usage",
    "CA2225",
    Justification = "An outcome is made by returning a value or a refusal; a named alternative would only be noise."
)]
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The fact; default when refused.</summary>
    public T? Value { get; }

    /// <summary>The refusal; null when the command did what was asked.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the command did what was asked.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>The fact.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>The refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
