namespace IpdEngine.Stage2;

/// <summary>A fit, or the reason why these data have none: data at fault never throw and never give a number.</summary>
/// <typeparam name="T">What the fit would be.</typeparam>
public sealed record PoolOutcome<T> where T : class
{
    private PoolOutcome(T? fit, PoolRefusal? refusal)
    {
        Fit = fit;
        Refusal = refusal;
    }

    /// <summary>The fit; null where it was refused.</summary>
    public T? Fit { get; }

    /// <summary>Why there is no fit; null where there is one.</summary>
    public PoolRefusal? Refusal { get; }

    /// <summary>The fit, where the caller knows that there is one.</summary>
    /// <exception cref="InvalidOperationException">The data were refused; the message says why.</exception>
    public T Value => Fit ?? throw new InvalidOperationException($"Found a refusal, expected a fit: {Refusal}");

    /// <summary>An outcome with a fit.</summary>
    internal static PoolOutcome<T> Of(T fit) => new(fit, null);

    /// <summary>An outcome without a fit.</summary>
    internal static PoolOutcome<T> Refused(PoolRefusal refusal) => new(null, refusal);
}

/// <summary>Why a table of effects cannot be pooled as asked.</summary>
/// <param name="Code">Kind of fault: <c>too_few</c>, <c>not_finite</c>, <c>variance</c>, <c>duplicate_id</c>, <c>collinear</c>, <c>constant</c>, <c>missing</c>, <c>not_positive_definite</c>, <c>no_variation</c>, <c>dimension</c>, <c>empty_interval</c>, <c>not_converged</c>.</param>
/// <param name="Reason">What was found, what was expected, what to do.</param>
/// <param name="Where">The study, effect or column at fault, or null.</param>
public sealed record PoolRefusal(string Code, string Reason, string? Where = null)
{
    /// <inheritdoc/>
    public override string ToString() => Where is null ? $"{Code}: {Reason}" : $"{Code} at {Where}: {Reason}";
}
