namespace IpdEngine.Numerics.Minimisation;

/// <summary>Why a minimiser stopped: the true reason, always kept with the point.</summary>
public enum StopReason
{
    /// <summary>The gradient vanished, measured against the curvature: the only reason that counts as converged.</summary>
    GradientVanished,

    /// <summary>No step along a descent direction lowers the objective any more, though the gradient has not vanished.</summary>
    NoDescent,

    /// <summary>The limit of iterations was reached.</summary>
    IterationLimit,

    /// <summary>The objective is not finite at the start.</summary>
    StartUndefined,

    /// <summary>The objective fell below its floor or the point ran away: there is no minimum to find.</summary>
    Unbounded,
}
