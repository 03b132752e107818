using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Panels;

/// <summary>A panel model with its text, its parameters and the places of its lags.</summary>
internal sealed class PanelLayout
{
    /// <summary>The four lags in the fixed order, predictor first: alliance -> alliance, symptom -> alliance, symptom -> symptom, alliance -> symptom.</summary>
    public static readonly string[] Lags = ["aa", "sa", "ss", "as"];

    private readonly int[,] _rows;

    public PanelLayout(IReadOnlyList<int> sessions, InterceptBlock block, bool freeLags, bool sameSession)
    {
        Sessions = sessions;
        Block = block;
        Syntax = PanelSyntax.Of(sessions, block, freeLags, sameSession);
        Columns = [.. sessions.SelectMany(t => new[] { $"a{t}", $"s{t}" })];
        Model = ModelStructure.Of(ParameterTable.Of(Syntax), Columns);
        _rows = new int[4, sessions.Count];
        var w = block == InterceptBlock.Absent ? "" : "w";
        for (var i = 1; i < sessions.Count; i++)
        {
            var (now, before) = (sessions[i], sessions[i - 1]);
            _rows[0, i] = Row("~", $"{w}a{now}", $"{w}a{before}");
            _rows[1, i] = Row("~", $"{w}a{now}", $"{w}s{(sameSession ? now : before)}");
            _rows[2, i] = Row("~", $"{w}s{now}", $"{w}s{before}");
            _rows[3, i] = Row("~", $"{w}s{now}", $"{w}a{before}");
        }
    }

    /// <summary>Session numbers of the waves.</summary>
    public IReadOnlyList<int> Sessions { get; }

    /// <summary>The random intercepts.</summary>
    public InterceptBlock Block { get; }

    /// <summary>lavaan text.</summary>
    public string Syntax { get; }

    /// <summary>Names of the data's columns: alliance and symptom by turns.</summary>
    public string[] Columns { get; }

    /// <summary>The model over them.</summary>
    public ModelStructure Model { get; }

    /// <summary>Row of lag 0..3 at wave 1..T-1 in the parameter table.</summary>
    public int LagRow(int lag, int wave) => _rows[lag, wave];

    /// <summary>Index of a variable.</summary>
    public int Variable(string name)
    {
        for (var i = 0; i < Model.Variables.Count; i++)
            if (Model.Variables[i] == name)
                return i;
        throw new ArgumentException($"found '{name}', expected one of {string.Join(", ", Model.Variables)}", nameof(name));
    }

    /// <summary>Row of a parameter in the table.</summary>
    public int Row(string op, string left, string right)
    {
        for (var i = 0; i < Model.Table.Rows.Count; i++)
        {
            var row = Model.Table.Rows[i];
            if (row.Operator == op && row.Left == left && row.Right == right)
                return i;
        }

        throw new ArgumentException($"found {left} {op} {right}, expected a parameter of the model", nameof(op));
    }

    /// <summary>Name of the within part (or of the score itself, without intercepts) of construct <c>a</c> or <c>s</c> at a session.</summary>
    public string Within(char construct, int session) => $"{(Block == InterceptBlock.Absent ? "" : "w")}{construct}{session}";
}
