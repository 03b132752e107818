namespace IpdEngine.Stage1.Multilevel.Sparse;

/// <summary>Columns of a factor with one pattern, stored together: [U_ss U_sR], row-major, U_ss upper triangular.</summary>
internal sealed class Supernode
{
    /// <summary>Its first column.</summary>
    internal required int First { get; init; }

    /// <summary>Number of its columns.</summary>
    internal required int Width { get; init; }

    /// <summary>The later columns R in which its rows have elements, rising; the border's at the end.</summary>
    internal required int[] Columns { get; init; }

    /// <summary>Place of its first element.</summary>
    internal required int Offset { get; init; }

    /// <summary>Elements a row: Width + |R|.</summary>
    internal int Stride => Width + Columns.Length;

    /// <summary>Where R lies in the supernodes that own its columns.</summary>
    internal Segment[] Segments { get; set; } = [];
}

/// <summary>A run of a supernode's R that one later supernode owns.</summary>
/// <param name="Owner">Index of that supernode.</param>
/// <param name="Start">First index into R.</param>
/// <param name="End">Index behind the last.</param>
/// <param name="Places">For each element of R from Start to its end: its place in a row of the owner.</param>
internal sealed record Segment(int Owner, int Start, int End, int[] Places);
