namespace IpdEngine.Stage1.Panels;

/// <summary>Names of the columns that hold the scores, one a wave.</summary>
/// <param name="Alliance">Alliance, or the first construct.</param>
/// <param name="Symptom">Symptom, or the second.</param>
internal sealed record ScoreColumns(IReadOnlyList<string> Alliance, IReadOnlyList<string> Symptom)
{
    /// <summary>A study's own names: <c>a1, a2, ...</c> and <c>s1, s2, ...</c> by session number.</summary>
    public static ScoreColumns Of(IReadOnlyList<int> sessions) => new([.. sessions.Select(t => $"a{t}")], [.. sessions.Select(t => $"s{t}")]);

    /// <summary>Column of construct <c>a</c> or <c>s</c> at a wave.</summary>
    public string At(char construct, int wave) => construct == 'a' ? Alliance[wave] : Symptom[wave];

    /// <summary>All columns, alliance and symptom by turns.</summary>
    public IReadOnlyList<string> ByTurns => [.. Enumerable.Range(0, Alliance.Count).SelectMany(i => new[] { Alliance[i], Symptom[i] })];
}
