namespace IpdEngine.Stage1.Panels;

/// <summary>Where the lags of a panel model stand in its table of parameters.</summary>
/// <param name="Names">The lags, predictor first, such as <c>as</c> for alliance -> symptom.</param>
/// <param name="Rows">Row of lag i at wave w in the parameter table; column 0 is empty.</param>
/// <param name="Sessions">Session numbers of the waves.</param>
internal sealed record LagPlaces(IReadOnlyList<string> Names, int[,] Rows, IReadOnlyList<int> Sessions)
{
    /// <summary>Number of lags.</summary>
    public int Count => Names.Count;

    /// <summary>Number of waves, T.</summary>
    public int Waves => Sessions.Count;
}
