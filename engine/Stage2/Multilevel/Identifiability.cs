using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Whether the data can tell every variance and covariance of the random terms apart.</summary>
/// <remarks>
/// With P the residual maker at V = S, the patterns K_a of the components are told apart where the matrix of tr(P K_a P K_b) is regular (under ML
/// tr(W K_a W K_b)): that does not depend on S. A zero on its diagonal is a component that the fixed part takes up, or that no effect informs.
/// </remarks>
internal static class Identifiability
{
    // Patterns that share all but this much of their size are one.
    private const double Share = 1e-9;

    public static PoolRefusal? Refuse(EffectBlocks data, bool restricted)
    {
        var elements = data.Offsets[^1];
        if (elements == 0)
            return null;
        var moments = new BlockMoments(data, restricted);
        var second = new BlockInformation(data, moments, restricted);
        var information = new double[elements * elements];
        moments.Solve(new double[elements]);
        moments.Derivative(new double[elements]);
        second.Fill(information, exact: false);
        var (patterns, names) = Patterns(data);
        var count = names.Count;
        var gram = new double[count * count];
        SymmetricAlgebra.Sandwich(information, patterns, gram, new double[elements * count], elements, count);
        var scale = new double[count];
        for (var a = 0; a < count; a++)
            scale[a] = Math.Sqrt(Math.Max(gram[a * count + a], 0));
        // Against the pattern's size before the fixed part is taken out: what remains of a pattern that the fixed part takes up is rounding.
        var sizes = Sizes(data, patterns, count);
        for (var a = 0; a < count; a++)
            if (!(scale[a] > 1e-6 * sizes[a]))
                return new PoolRefusal("not_identified",
                    "found no information about this variance or covariance between effects: no two effects share it, or the fixed part takes it up; use a simpler structure (HCS, CS, DIAG) or leave the term out", names[a]);
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                gram[a * count + b] /= scale[a] * scale[b];
        var fault = Cholesky.Factor(gram, count, Share);
        return fault < 0
            ? null
            : new PoolRefusal("not_identified",
                "found a variance or covariance between effects that cannot be told from those of the terms before it: leave the term out or use a simpler structure", names[fault]);
    }

    // sqrt tr(W K W K), without the fixed part.
    private static double[] Sizes(EffectBlocks data, double[] patterns, int count)
    {
        var elements = data.Offsets[^1];
        var moments = new BlockMoments(data, restricted: false);
        var second = new BlockInformation(data, moments, restricted: false);
        var information = new double[elements * elements];
        moments.Solve(new double[elements]);
        moments.Derivative(new double[elements]);
        second.Fill(information, exact: false);
        var gram = new double[count * count];
        SymmetricAlgebra.Sandwich(information, patterns, gram, new double[elements * count], elements, count);
        return [.. Enumerable.Range(0, count).Select(a => Math.Sqrt(gram[a * count + a]))];
    }

    // One column a direction in which a structure lets its G move.
    private static (double[] Columns, List<string> Names) Patterns(EffectBlocks data)
    {
        var columns = new List<double[]>();
        var names = new List<string>();
        for (var t = 0; t < data.Terms.Count; t++)
        {
            var term = data.Terms[t];
            var (order, offset, name) = (term.Order, data.Offsets[t], term.Term.Name);
            var each = term.Structure is BetweenStructure.UN or BetweenStructure.HCS or BetweenStructure.DIAG;
            for (var a = 0; a < (each ? order : 1); a++)
                Add(each ? $"{name}: variance of {term.InnerNames[a]}" : $"{name}: variance", (x, y) => x == y && (!each || x == a) ? 1 : 0);
            if (term.Structure == BetweenStructure.UN)
                for (var a = 0; a < order; a++)
                    for (var b = 0; b < a; b++)
                        Add($"{name}: covariance of {term.InnerNames[b]} and {term.InnerNames[a]}", (x, y) => (x == a && y == b) || (x == b && y == a) ? 1 : 0);
            else if (term.Structure is BetweenStructure.CS or BetweenStructure.HCS)
                Add($"{name}: correlation", (x, y) => x == y ? 0 : 1);
            else if (term.Structure == BetweenStructure.AR)
                Add($"{name}: correlation", (x, y) => x == y ? 0 : Math.Pow(0.5, Math.Abs(x - y)));

            void Add(string what, Func<int, int, double> element)
            {
                var column = new double[data.Offsets[^1]];
                for (var x = 0; x < order; x++)
                    for (var y = 0; y < order; y++)
                        column[offset + x * order + y] = element(x, y);
                columns.Add(column);
                names.Add(what);
            }
        }
        var flat = new double[data.Offsets[^1] * columns.Count];
        for (var c = 0; c < columns.Count; c++)
            for (var e = 0; e < data.Offsets[^1]; e++)
                flat[e * columns.Count + c] = columns[c][e];
        return (flat, names);
    }
}
