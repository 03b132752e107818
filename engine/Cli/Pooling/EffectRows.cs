using IpdEngine.Cli.Output;
using IpdEngine.Formula;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Cli.Pooling;

/// <summary>A table of the user's as effects: effect sizes computed, moderators coded, rows that cannot enter named.</summary>
internal sealed class EffectRows
{
    /// <summary>metafor's names of the numbers that effect sizes are computed from.</summary>
    public static readonly string[] RawNames =
        ["yi", "vi", "sei", "ri", "ti", "mi", "qi", "m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i", "gi", "ai", "bi", "ci", "di", "xi", "ni"];

    private readonly DataFrame _frame;
    private readonly EffectSizeTable _sizes;
    private readonly int[] _kept;

    private EffectRows(DataFrame frame, EffectSizeTable sizes, EffectTable effects, int[] kept, IReadOnlyList<PoolRefusal> omitted) =>
        (_frame, _sizes, Effects, _kept, Omitted) = (frame, sizes, effects, kept, omitted);

    /// <summary>The effects with the columns of their moderators.</summary>
    public EffectTable Effects { get; }

    /// <summary>A reason for each row of the file that is not among them.</summary>
    public IReadOnlyList<PoolRefusal> Omitted { get; }

    /// <summary>The file that each effect comes from.</summary>
    public IReadOnlyList<string> Sources => [.. Texts(JoinedFiles.Source).Select(source => source ?? "")];

    /// <summary>Row of the chosen table that each effect stands in.</summary>
    public IReadOnlyList<int> Kept => _kept;

    /// <summary>Rows of the chosen table.</summary>
    public int FileRows => _frame.Rows;

    public EffectMeasure Measure => _sizes.Measure;

    /// <summary>The scale on which estimates are shown beside the analysed one.</summary>
    public Transformation Shown => _sizes.Shown;

    /// <exception cref="CommandException">No column to compute an effect from.</exception>
    /// <exception cref="ArgumentException">A column is unknown or holds texts; the formula cannot be read.</exception>
    public static EffectRows Of(DataFrame table, PoolRequest request)
    {
        var frame = Chosen(table, request.Where);
        var raw = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var name in RawNames)
            if (request.Columns.TryGetValue(name, out var column) || (frame.Has(name) && frame.Column(column = name).IsNumeric))
                raw.Add(name, frame.Column(column!).Numbers.ToArray());
        var sizes = EffectSizes.Compute(request.Measure ?? Guess(raw), NamesOf(frame, request.Names), raw);
        var omitted = sizes.Omitted.ToList();
        if (request.Moderators is null)
            return new EffectRows(frame, sizes, sizes.Effects, [.. sizes.Rows], omitted);

        var formula = ModelFormula.Parse(request.Moderators);
        if (formula.Response is not null || formula.Random.Count > 0)
            throw new CommandException($"found '{request.Moderators}', expected the moderators alone, such as '~ year + factor(design)'; random terms go to --random");
        var matrix = ModelMatrix.Of(formula, frame.Select(sizes.Rows), out var used);
        foreach (var row in used.Dropped)
            omitted.Add(new PoolRefusal("missing", $"found no value of a variable of '{request.Moderators}', expected one in every row: complete it or leave the row out", sizes.Effects.Ids[row]));
        var first = formula.Fixed.Intercept ? 1 : 0;
        var moderators = Enumerable.Range(first, matrix.Columns - first).Select(c => KeyValuePair.Create(matrix.Names[c], matrix.Column(c).ToArray()));
        var effects = sizes.Effects.Select(used.Rows) with { Moderators = [.. moderators], Intercept = first == 1 };
        return new EffectRows(frame, sizes, effects, [.. used.Rows.Select(row => sizes.Rows[row])], omitted);
    }

    /// <summary>A numeric column of the file at the effects' rows; null where the file has none of that name.</summary>
    public double[]? Numbers(string column) => !_frame.Has(column) ? null : [.. _kept.Select(row => _frame.Column(column).Numbers[row])];

    /// <summary>A column of the file at the effects' rows, as texts.</summary>
    public string?[] Texts(string column) => [.. _kept.Select(row => Text(_frame.Column(column), row))];

    /// <summary>The rows of the file that the effects stand in.</summary>
    public DataFrame Table => _frame.Select(_kept);

    private static DataFrame Chosen(DataFrame table, IReadOnlyList<string> conditions)
    {
        foreach (var condition in conditions)
        {
            var mark = condition.IndexOf('=', StringComparison.Ordinal);
            if (mark <= 0)
                throw new CommandException($"found --where '{condition}', expected COLUMN=VALUE, such as model=riclpm");
            var column = table.Column(condition[..mark]);
            int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => Text(column, row) == condition[(mark + 1)..])];
            if (rows.Length == 0)
                throw new CommandException($"found no row where {condition}, expected one of: {string.Join(", ", Enumerable.Range(0, table.Rows).Select(row => Text(column, row)).OfType<string>().Distinct().Take(12))}");
            table = table.Select(rows);
        }
        return table;
    }

    private static EffectMeasure Guess(Dictionary<string, double[]> raw) =>
        raw.ContainsKey("yi") ? EffectMeasure.GEN
        : raw.ContainsKey("ri") ? raw.ContainsKey("qi") ? EffectMeasure.ZPCOR : EffectMeasure.ZCOR
        : raw.ContainsKey("ti") ? EffectMeasure.ZPCOR
        : raw.ContainsKey("m1i") || raw.ContainsKey("gi") || (raw.ContainsKey("di") && raw.ContainsKey("n1i") && !raw.ContainsKey("ai")) ? EffectMeasure.SMD
        : raw.ContainsKey("ai") ? EffectMeasure.OR
        : raw.ContainsKey("xi") ? EffectMeasure.PLO
        : throw new CommandException("found no column of effects, expected yi with vi or sei, ri with ni, m1i sd1i n1i m2i sd2i n2i, ai bi ci di, or xi with ni: "
            + "name the file's own columns by options such as --yi estimate --sei se");

    // Names may repeat, as those of studies with several effects do; the second is told from the first by a number.
    private static string[] NamesOf(DataFrame frame, string? column)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[frame.Rows];
        for (var row = 0; row < names.Length; row++)
        {
            var name = (column is null ? null : Text(frame.Column(column), row)) ?? $"row {row + 1}";
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            names[row] = times == 1 ? name : $"{name} ({times})";
        }
        return names;
    }

    private static string? Text(DataColumn column, int row) =>
        column.IsMissing(row) ? null : column.IsNumeric ? column.Numbers[row].ToString("R", System.Globalization.CultureInfo.InvariantCulture) : column.Texts[row];
}
