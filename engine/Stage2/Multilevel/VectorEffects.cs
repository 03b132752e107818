namespace IpdEngine.Stage2.Multilevel;

/// <summary>Vectors of outcomes as a table of dependent effects: <c>mods = ~ outcome - 1, random = ~ outcome | study</c>.</summary>
public static class VectorEffects
{
    /// <summary>One row a study and outcome seen, one mean an outcome.</summary>
    /// <param name="vectors">Studies with their outcomes.</param>
    /// <param name="structure">Between-study structure.</param>
    /// <exception cref="ArgumentException">A vector or matrix has another size than the outcomes.</exception>
    public static DependentEffects From(EffectVectorTable vectors, BetweenStructure structure)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var p = vectors.Outcomes.Count;
        List<string> ids = [], studies = [], outcomes = [];
        List<double> yi = [];
        List<int> places = [];
        List<double[,]> blocks = [];
        for (var i = 0; i < vectors.Ids.Count; i++)
        {
            if (vectors.Y[i].Length != p || vectors.S[i].GetLength(0) != p || vectors.S[i].GetLength(1) != p)
                throw new ArgumentException($"Found a vector of {vectors.Y[i].Length} for study '{vectors.Ids[i]}', expected {p} outcomes.", nameof(vectors));
            int[] seen = [.. Enumerable.Range(0, p).Where(j => !double.IsNaN(vectors.Y[i][j]))];
            var block = new double[seen.Length, seen.Length];
            for (var a = 0; a < seen.Length; a++)
            {
                ids.Add($"{vectors.Ids[i]}/{seen[a]:D3}");
                studies.Add(vectors.Ids[i]);
                outcomes.Add(vectors.Outcomes[seen[a]]);
                places.Add(seen[a]);
                yi.Add(vectors.Y[i][seen[a]]);
                for (var b = 0; b < seen.Length; b++)
                    block[a, b] = vectors.S[i][seen[a], seen[b]];
            }
            blocks.Add(block);
        }
        var design = Enumerable.Range(0, p).Select(j => KeyValuePair.Create(vectors.Outcomes[j], places.Select(o => o == j ? 1.0 : 0.0).ToArray()));
        string[] levels = [.. vectors.Outcomes.Where((_, j) => places.Contains(j))];
        return new DependentEffects(ids, [.. yi], SamplingCovariance.Of(blocks), [.. design], [new RandomTerm("outcome | study", studies, outcomes, structure, levels)]);
    }
}
