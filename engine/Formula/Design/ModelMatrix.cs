using IpdEngine.Formula.Terms;

namespace IpdEngine.Formula.Design;

/// <summary>The columns of a linear predictor as R's <c>model.matrix</c> makes and names them, factors by treatment contrasts.</summary>
public sealed class ModelMatrix
{
    private const long MostElements = 50_000_000;

    internal ModelMatrix(int rows, IReadOnlyList<string> names, double[] values, IReadOnlyList<int> assign) =>
        (Rows, Names, Values, Assign) = (rows, names, values, assign);

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Names.Count;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>n x columns, column by column.</summary>
    public double[] Values { get; }

    /// <summary>The term of each column: 0 for the intercept, then counted from 1 in the order of <see cref="TermList.Terms"/>.</summary>
    public IReadOnlyList<int> Assign { get; }

    /// <summary>One column.</summary>
    public ReadOnlySpan<double> Column(int index) => Values.AsSpan(index * Rows, Rows);

    /// <summary>The matrix of terms on a table's complete rows; <paramref name="used"/> says which those are.</summary>
    public static ModelMatrix Of(ModelFormula formula, DataFrame frame, out ModelFrame used)
    {
        ArgumentNullException.ThrowIfNull(formula);
        used = ModelFrame.Of(formula, frame);
        return Of(formula.Fixed, used);
    }

    /// <summary>The matrix of terms on the rows of a frame.</summary>
    /// <exception cref="FormulaException">A factor with one level where contrasts are needed, or more than 50 million elements.</exception>
    public static ModelMatrix Of(TermList terms, ModelFrame frame)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(frame);
        var n = frame.Rows.Count;
        Variable[] variables = [.. terms.Variables.Select(frame.Variable)];
        var coding = FactorCoding.Of(terms, variables);
        var (names, assign, columns) = (new List<string>(), new List<int>(), new List<double[]>());
        if (terms.Intercept)
        {
            var ones = new double[n];
            Array.Fill(ones, 1);
            Add("(Intercept)", ones, 0);
        }
        for (var t = 0; t < terms.Terms.Count; t++)
        {
            var term = terms.Terms[t];
            var product = new List<(string Name, double[] Values)>();
            for (var k = 0; k < term.Order; k++)
            {
                var own = CodedColumns(variables[term.Variables[k]], coding[t][k], terms, term.Variables[k]);
                if (Math.Max(product.Count, 1L) * own.Count * n > MostElements)
                    throw new FormulaException(terms.Formula, terms.Variables[term.Variables[k]].Place, $"more than {MostElements} elements in term '{term.Label}'", "fewer levels or rows");
                product = k == 0 ? own : Product(product, own);
            }
            foreach (var (name, values) in product)
                Add(name, values, t + 1);
            if ((long)columns.Count * n > MostElements)
                throw new FormulaException(terms.Formula, 0, $"{columns.Count} columns of {n} rows", $"at most {MostElements} elements");
        }
        var all = new double[columns.Count * n];
        for (var c = 0; c < columns.Count; c++)
            columns[c].CopyTo(all, c * n);
        return new ModelMatrix(n, names, all, assign);

        void Add(string name, double[] values, int term)
        {
            names.Add(name);
            columns.Add(values);
            assign.Add(term);
        }
    }

    /// <summary>The matrix of some of its columns.</summary>
    public ModelMatrix Select(IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var values = new double[columns.Count * Rows];
        for (var c = 0; c < columns.Count; c++)
            Column(columns[c]).CopyTo(values.AsSpan(c * Rows));
        return new ModelMatrix(Rows, [.. columns.Select(c => Names[c])], values, [.. columns.Select(c => Assign[c])]);
    }

    private static List<(string, double[])> CodedColumns(Variable variable, bool contrasts, TermList terms, int index)
    {
        if (variable is NumericVariable numbers)
            return [(numbers.Name, numbers.Values)];
        var factor = (FactorVariable)variable;
        if (contrasts && factor.Levels.Count < 2)
            throw new FormulaException(
                terms.Formula, terms.Variables[index].Place, $"{factor.Levels.Count} levels of factor '{factor.Name}' in the complete rows", "two levels or more");
        return [.. from level in Enumerable.Range(contrasts ? 1 : 0, factor.Levels.Count - (contrasts ? 1 : 0))
                   select (factor.Name + factor.Levels[level], Array.ConvertAll(factor.Codes, c => c == level ? 1.0 : 0.0))];
    }

    /// <summary>All products of two sets of columns, the first running fastest.</summary>
    private static List<(string, double[])> Product(List<(string Name, double[] Values)> fast, List<(string Name, double[] Values)> slow)
    {
        var product = new List<(string, double[])>(fast.Count * slow.Count);
        foreach (var b in slow)
        {
            foreach (var a in fast)
            {
                var values = new double[a.Values.Length];
                for (var i = 0; i < values.Length; i++)
                    values[i] = a.Values[i] * b.Values[i];
                product.Add(($"{a.Name}:{b.Name}", values));
            }
        }
        return product;
    }
}
