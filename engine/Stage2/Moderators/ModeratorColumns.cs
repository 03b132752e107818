using System.Globalization;

namespace IpdEngine.Stage2.Moderators;

/// <summary>One study-level variable as columns of a model matrix.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Reference">The level that the other levels are compared with; null for a number.</param>
/// <param name="Columns">Columns by name: the variable itself where it is a number, <c>country[DE]</c> and the like where it is a text.</param>
public sealed record ModeratorColumns(string Name, string? Reference, IReadOnlyList<KeyValuePair<string, double[]>> Columns)
{
    /// <summary>Makes the columns: numbers as they are; texts as treatment contrasts with the first level in ordinal order as reference.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="ids">Studies (k), for messages.</param>
    /// <param name="values">Its value in each study (k), numbers as invariant text.</param>
    /// <returns>The columns, or the reason why there are none: a value missing, the same value everywhere, too few studies for its levels.</returns>
    /// <exception cref="ArgumentException">As many ids as values are expected.</exception>
    public static PoolOutcome<ModeratorColumns> Build(string name, IReadOnlyList<string> ids, IReadOnlyList<string?> values) =>
        Refuse(name, ids, values) is { } refusal ? PoolOutcome<ModeratorColumns>.Refused(refusal)
        : Numbers(values) is { } numbers ? Number(name, numbers)
        : Contrasts(name, values);

    /// <summary>Makes treatment contrasts even of values that are numbers; otherwise as <see cref="Build"/>.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="ids">Studies (k), for messages.</param>
    /// <param name="values">Its value in each study (k).</param>
    /// <exception cref="ArgumentException">As many ids as values are expected.</exception>
    public static PoolOutcome<ModeratorColumns> Factor(string name, IReadOnlyList<string> ids, IReadOnlyList<string?> values) =>
        Refuse(name, ids, values) is { } refusal ? PoolOutcome<ModeratorColumns>.Refused(refusal) : Contrasts(name, values);

    private static PoolRefusal? Refuse(string name, IReadOnlyList<string> ids, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(values);
        var k = values.Count;
        if (ids.Count != k)
            throw new ArgumentException($"Found {ids.Count} ids and {k} values of '{name}', expected as many of each.", nameof(values));
        for (var i = 0; i < k; i++)
            if (string.IsNullOrWhiteSpace(values[i]))
                return new PoolRefusal("missing", $"found no value of '{name}', expected a number or a text: leave the study out or complete its description", ids[i]);
        return Levels(values) is [] or [_]
            ? new PoolRefusal("constant", $"found {(k == 0 ? "no study" : $"the value '{values[0]!.Trim()}' in all {k} studies")}, expected a moderator that varies", name)
            : null;
    }

    private static string[] Levels(IReadOnlyList<string?> values) =>
        [.. values.Select(v => v!.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static PoolOutcome<ModeratorColumns> Number(string name, double[] numbers) =>
        numbers.Length < 3
            ? Refused("too_few", $"found {numbers.Length} studies with a value of '{name}', expected at least 3 for a slope", name)
            : PoolOutcome<ModeratorColumns>.Of(new(name, null, [new(name, numbers)]));

    private static PoolOutcome<ModeratorColumns> Contrasts(string name, IReadOnlyList<string?> values)
    {
        var (k, levels) = (values.Count, Levels(values));
        if (k - levels.Length < 1)
            return Refused("too_few", $"found {levels.Length} levels in {k} studies ({string.Join(", ", levels.Take(8))}{(levels.Length > 8 ? ", ..." : "")}), expected at least {levels.Length + 1} studies: join levels", name);
        var columns = levels.Skip(1).Select(level => KeyValuePair.Create(
            $"{name}[{level}]", values.Select(v => string.Equals(v!.Trim(), level, StringComparison.Ordinal) ? 1.0 : 0.0).ToArray()));
        return PoolOutcome<ModeratorColumns>.Of(new(name, levels[0], [.. columns]));
    }

    private static double[]? Numbers(IReadOnlyList<string?> values)
    {
        var numbers = new double[values.Count];
        for (var i = 0; i < numbers.Length; i++)
            if (!double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                return null;
        return numbers;
    }

    private static PoolOutcome<ModeratorColumns> Refused(string code, string reason, string where) =>
        PoolOutcome<ModeratorColumns>.Refused(new PoolRefusal(code, reason, where));
}
