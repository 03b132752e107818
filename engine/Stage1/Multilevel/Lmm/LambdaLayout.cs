using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Where the elements of Lambda stand in a vector: term after term, each q x q row-major, or the lower triangle alone as theta.</summary>
internal sealed class LambdaLayout
{
    internal LambdaLayout(IReadOnlyList<RandomBlock> blocks)
    {
        Terms = [.. blocks.SelectMany((b, f) => b.Terms.Select((q, t) => new LambdaTerm(f, b.Terms.Take(t).Sum(), q, 0)))];
        for (var k = 1; k < Terms.Length; k++)
            Terms[k] = Terms[k] with { Start = Terms[k - 1].Start + Terms[k - 1].Columns * Terms[k - 1].Columns };
        Full = Terms.Sum(t => t.Columns * t.Columns);
        Triangular = Terms.Sum(t => RelativeFactor.Length(t.Columns));
        // Elements of theta in lme4's order: the lower triangle of each term, column by column.
        ThetaPlaces = [.. Terms.SelectMany(t => RelativeFactor.Elements(t.Columns).Select(e => t.Start + e.Row * t.Columns + e.Column))];
    }

    /// <summary>The terms in order.</summary>
    internal LambdaTerm[] Terms { get; }

    /// <summary>Elements of all terms.</summary>
    internal int Full { get; }

    /// <summary>Elements of theta.</summary>
    internal int Triangular { get; }

    /// <summary>Place of each element of theta in the vector of all elements.</summary>
    internal int[] ThetaPlaces { get; }

    /// <summary>Lower triangular Lambda of the same covariance, diagonal at or above zero.</summary>
    /// <param name="full">Lambda of any shape.</param>
    /// <param name="zero">Length at or below which a row's remainder counts as zero.</param>
    internal double[] ToTheta(ReadOnlySpan<double> full, double zero)
    {
        var theta = new List<double>(Triangular);
        foreach (var t in Terms)
            theta.AddRange(RelativeFactor.Theta(full.Slice(t.Start, t.Columns * t.Columns), t.Columns, t.Columns, zero));
        return [.. theta];
    }

    /// <summary>All elements from theta.</summary>
    internal double[] ToFull(ReadOnlySpan<double> theta)
    {
        var full = new double[Full];
        for (var k = 0; k < theta.Length; k++)
            full[ThetaPlaces[k]] = theta[k];
        return full;
    }
}

/// <summary>A random term's part of Lambda.</summary>
/// <param name="Factor">Index of its block.</param>
/// <param name="Column">Its first column within the block.</param>
/// <param name="Columns">q, its columns.</param>
/// <param name="Start">Place of its first element.</param>
internal sealed record LambdaTerm(int Factor, int Column, int Columns, int Start);
