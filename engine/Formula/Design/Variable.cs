namespace IpdEngine.Formula.Design;

/// <summary>An evaluated variable: numbers, or a factor.</summary>
/// <param name="Name">Its name as R writes it, such as <c>log(x)</c>.</param>
public abstract record Variable(string Name)
{
    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether a row has no value.</summary>
    public abstract bool IsMissing(int row);
}

/// <summary>Numbers, a row each; NaN is missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">n numbers.</param>
public sealed record NumericVariable(string Name, double[] Values) : Variable(Name)
{
    /// <inheritdoc/>
    public override int Rows => Values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(Values[row]);
}

/// <summary>A factor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Codes">Index of each row's level; -1 is missing.</param>
/// <param name="Levels">The levels; the first is the reference.</param>
public sealed record FactorVariable(string Name, int[] Codes, IReadOnlyList<string> Levels) : Variable(Name)
{
    /// <inheritdoc/>
    public override int Rows => Codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => Codes[row] < 0;

    /// <summary>The factor of texts, its levels in ordinal order whatever the machine's language.</summary>
    public static FactorVariable OfTexts(string name, ReadOnlySpan<string?> texts)
    {
        var levels = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            if (text is not null)
                levels.Add(text);
        string[] sorted = [.. levels];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < sorted.Length; k++)
            index.Add(sorted[k], k);
        var codes = new int[texts.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = texts[i] is { } text ? index[text] : -1;
        return new FactorVariable(name, codes, sorted);
    }

    /// <summary>The factor of numbers, its levels rising.</summary>
    public static FactorVariable OfNumbers(string name, ReadOnlySpan<double> numbers)
    {
        var sorted = numbers.ToArray().Where(x => !double.IsNaN(x)).Distinct().Order().ToArray();
        // Numbers alike in 15 digits share a level, as in R, where levels are texts.
        var (levels, of) = (new List<string>(), new int[sorted.Length]);
        for (var k = 0; k < sorted.Length; k++)
        {
            var text = Syntax.NumberFormat.Of(sorted[k]);
            if (levels.Count == 0 || levels[^1] != text)
                levels.Add(text);
            of[k] = levels.Count - 1;
        }
        var codes = new int[numbers.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = double.IsNaN(numbers[i]) ? -1 : of[Array.BinarySearch(sorted, numbers[i])];
        return new FactorVariable(name, codes, levels);
    }

    /// <summary>The factor with one level moved to the front.</summary>
    /// <exception cref="ArgumentException">It has no such level.</exception>
    public FactorVariable WithReference(string level)
    {
        var at = Levels.ToList().IndexOf(level);
        if (at < 0)
            throw new ArgumentException($"found no level '{level}' in {Name}, expected one of: {string.Join(", ", Levels.Take(20))}", nameof(level));
        return this with
        {
            Levels = [level, .. Levels.Where((_, k) => k != at)],
            Codes = Array.ConvertAll(Codes, c => c < 0 ? c : c == at ? 0 : c < at ? c + 1 : c),
        };
    }

    /// <summary>Some of its rows, without the levels that none of them has.</summary>
    public FactorVariable Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var used = new bool[Levels.Count];
        foreach (var row in rows)
            if (Codes[row] >= 0)
                used[Codes[row]] = true;
        var place = new int[Levels.Count];
        var count = 0;
        for (var k = 0; k < place.Length; k++)
            place[k] = used[k] ? count++ : -1;
        var codes = new int[rows.Count];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = Codes[rows[i]] < 0 ? -1 : place[Codes[rows[i]]];
        return new FactorVariable(Name, codes, [.. Levels.Where((_, k) => used[k])]);
    }
}
