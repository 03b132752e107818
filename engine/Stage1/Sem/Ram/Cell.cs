namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Which matrix of the reticular action model a parameter stands in.</summary>
internal enum CellMatrix
{
    /// <summary>A: the effect of variable Column on variable Row.</summary>
    Path,

    /// <summary>S: the (residual) covariance of Row and Column, both triangles at once.</summary>
    Covariance,

    /// <summary>m: the intercept of Row.</summary>
    Intercept,
}

/// <summary>A parameter's place.</summary>
/// <param name="Matrix">Which matrix.</param>
/// <param name="Row">Row: the outcome.</param>
/// <param name="Column">Column: the predictor; equal to the row for variances and intercepts.</param>
/// <param name="Free">Index among the free parameters, or -1.</param>
/// <param name="Value">Value where fixed; NaN until the sample gives it.</param>
/// <param name="Group">Group, from 0.</param>
internal readonly record struct Cell(CellMatrix Matrix, int Row, int Column, int Free, double Value, int Group = 0);
