namespace IpdEngine.Stage1;

/// <summary>How a fit ended. Every fit has exactly one.</summary>
public enum FitStatusCode
{
    /// <summary>Converged to an admissible solution.</summary>
    Ok,

    /// <summary>Converged; the random-intercept block is negative or singular, the within part is admissible.</summary>
    Boundary,

    /// <summary>Converged; the within part's implied covariance is not positive definite or a residual variance is negative.</summary>
    Inadmissible,

    /// <summary>The optimiser stopped before the gradient vanished.</summary>
    NotConverged,

    /// <summary>The information matrix is singular at the solution: the data do not determine the parameters.</summary>
    NotIdentified,

    /// <summary>Fewer than 20 participants with an adjacent pair, or a wave variance that cannot be estimated.</summary>
    TooSmall,
}

/// <summary>The status of a fit with its reason.</summary>
/// <param name="Code">How the fit ended.</param>
/// <param name="Reason">One sentence for a reader: what was found, what was expected.</param>
/// <param name="Parameter">The parameter at fault by its name, or null.</param>
/// <param name="StandardErrorsUnstable">True where N is below the number of free parameters: the sandwich is then singular.</param>
/// <param name="Note">A remark that is no fault, such as <c>singular by design</c>; null where there is none.</param>
public sealed record FitStatus(FitStatusCode Code, string Reason, string? Parameter = null, bool StandardErrorsUnstable = false, string? Note = null)
{
    /// <summary>The code as files write it: <c>ok</c>, <c>boundary</c>, <c>not_converged</c>, ...</summary>
    public string Name => Code switch
    {
        FitStatusCode.Ok => "ok",
        FitStatusCode.Boundary => "boundary",
        FitStatusCode.Inadmissible => "inadmissible",
        FitStatusCode.NotConverged => "not_converged",
        FitStatusCode.NotIdentified => "not_identified",
        _ => "too_small",
    };

    /// <summary>The same with one more remark.</summary>
    public FitStatus Remark(string note) => this with { Note = Note is null ? note : $"{Note}; {note}" };

    /// <summary>True where the free solution may enter the primary pool: <c>ok</c> or <c>boundary</c>.</summary>
    public bool Poolable => Code is FitStatusCode.Ok or FitStatusCode.Boundary;
}
