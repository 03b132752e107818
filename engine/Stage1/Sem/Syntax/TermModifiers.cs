namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>What the user said of one parameter, each kind with one value for all groups or one for each; null where nothing was said.</summary>
/// <param name="Labels">Labels; an empty one is none.</param>
/// <param name="Fixed">Values it is fixed at; NaN frees it (<c>NA*</c>).</param>
/// <param name="Starts">Starting values.</param>
/// <param name="Lower">Lower bounds.</param>
/// <param name="Upper">Upper bounds.</param>
public sealed record TermModifiers(
    IReadOnlyList<string>? Labels = null, IReadOnlyList<double>? Fixed = null, IReadOnlyList<double>? Starts = null,
    IReadOnlyList<double>? Lower = null, IReadOnlyList<double>? Upper = null)
{
    /// <summary>Nothing said.</summary>
    public static TermModifiers None { get; } = new();

    /// <summary>Both together; null where the two say the same kind of thing differently.</summary>
    public TermModifiers? And(TermModifiers other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Clash(Labels, other.Labels) || Clash(Fixed, other.Fixed) || Clash(Starts, other.Starts) || Clash(Lower, other.Lower) || Clash(Upper, other.Upper)
            ? null
            : new TermModifiers(Labels ?? other.Labels, Fixed ?? other.Fixed, Starts ?? other.Starts, Lower ?? other.Lower, Upper ?? other.Upper);
    }

    /// <summary>The kind of modifier that has neither one value nor one for each of so many groups; null where all have.</summary>
    public string? Misfit(int groups)
    {
        bool Misfits<T>(IReadOnlyList<T>? values) => values is not null && values.Count != 1 && values.Count != groups;
        return Misfits(Labels) ? $"{Labels!.Count} labels" : Misfits(Fixed) ? $"{Fixed!.Count} fixed values" : Misfits(Starts) ? $"{Starts!.Count} starting values"
            : Misfits(Lower) ? $"{Lower!.Count} lower bounds" : Misfits(Upper) ? $"{Upper!.Count} upper bounds" : null;
    }

    internal static T? ForGroup<T>(IReadOnlyList<T>? values, int group, T? otherwise) => values is null ? otherwise : values[values.Count == 1 ? 0 : group];

    private static bool Clash<T>(IReadOnlyList<T>? first, IReadOnlyList<T>? second) =>
        first is not null && second is not null && !first.SequenceEqual(second);
}
