using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>-2 log L as a function of a model's free parameters.</summary>
internal abstract class LikelihoodObjective : Objective
{
    /// <summary>The implied moments of each group at the last point.</summary>
    public abstract IReadOnlyList<ImpliedMoments> Moments { get; }

    /// <summary>d beta' / d theta of each group, q x m, at the last point differentiated; empty where it is never formed.</summary>
    public abstract IReadOnlyList<double[]> Jacobians { get; }
}
