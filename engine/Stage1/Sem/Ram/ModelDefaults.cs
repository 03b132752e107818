namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>What is added to a model text, by lavaan's names of the switches (<c>lavOptions</c>, 0.6-14).</summary>
public sealed record ModelDefaults
{
    /// <summary><c>auto.var</c>: (residual) variances of all variables are free; else what is not written is zero.</summary>
    public bool AutoVar { get; init; }

    /// <summary><c>auto.cov.lv.x</c>: exogenous latent variables covary.</summary>
    public bool AutoCovLvX { get; init; }

    /// <summary><c>auto.cov.y</c>: residuals of variables that predict nothing covary.</summary>
    public bool AutoCovY { get; init; }

    /// <summary><c>auto.fix.first</c>: the first loading of a latent variable is 1.</summary>
    public bool AutoFixFirst { get; init; }

    /// <summary><c>auto.fix.single</c>: the residual variance of a latent variable's only indicator is 0.</summary>
    public bool AutoFixSingle { get; init; }

    /// <summary><c>int.ov.free</c>: intercepts of observed variables are free; else what is not written is zero.</summary>
    public bool IntOvFree { get; init; }

    /// <summary><c>int.lv.free</c>: intercepts of latent variables are free; else what is not written is zero.</summary>
    public bool IntLvFree { get; init; }

    /// <summary><c>meanstructure</c>: true for intercepts even where the text has none.</summary>
    public bool MeanStructure { get; init; }

    /// <summary><c>fixed.x</c>: means, variances and covariances of exogenous covariates of which the text says nothing stand at their sample values.</summary>
    public bool FixedX { get; init; } = true;

    /// <summary><c>std.lv</c>: latent (residual) variances are 1 and no loading is fixed for it.</summary>
    public bool StdLv { get; init; }

    /// <summary><c>orthogonal</c>: latent variables do not covary unless written.</summary>
    public bool Orthogonal { get; init; }

    /// <summary>Names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lavaan", "cfa", "sem", "growth"];

    /// <summary>The defaults of lavaan's function of that name.</summary>
    /// <exception cref="ArgumentException">The name is none of <see cref="Names"/>.</exception>
    public static ModelDefaults Named(string name) => name switch
    {
        "lavaan" => new ModelDefaults(),
        "cfa" or "sem" => new ModelDefaults { AutoVar = true, AutoCovLvX = true, AutoCovY = true, AutoFixFirst = true, AutoFixSingle = true, IntOvFree = true },
        "growth" => new ModelDefaults
        {
            AutoVar = true,
            AutoCovLvX = true,
            AutoCovY = true,
            AutoFixFirst = true,
            AutoFixSingle = true,
            IntLvFree = true,
            MeanStructure = true,
        },
        _ => throw new ArgumentException($"found defaults '{name}', expected one of: {string.Join(", ", Names)}", nameof(name)),
    };
}
