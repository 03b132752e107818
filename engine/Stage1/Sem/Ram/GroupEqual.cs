namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>What is equal across groups, by lavaan's names (<c>group.equal</c>).</summary>
[Flags]
public enum GroupEqual
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>loadings</c>.</summary>
    Loadings = 1,

    /// <summary><c>intercepts</c> of observed variables.</summary>
    Intercepts = 2,

    /// <summary><c>means</c>: intercepts of latent variables.</summary>
    Means = 4,

    /// <summary><c>regressions</c>.</summary>
    Regressions = 8,

    /// <summary><c>residuals</c>: residual variances of observed variables.</summary>
    Residuals = 16,

    /// <summary><c>residual.covariances</c> of observed variables.</summary>
    ResidualCovariances = 32,

    /// <summary><c>lv.variances</c>.</summary>
    LatentVariances = 64,

    /// <summary><c>lv.covariances</c>.</summary>
    LatentCovariances = 128,
}
