using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Panels;

/// <summary>A panel model with its text, its parameters and the places of its lags.</summary>
internal sealed class PanelLayout
{
    /// <summary>The four lags in the fixed order, predictor first: alliance -> alliance, symptom -> alliance, symptom -> symptom, alliance -> symptom.</summary>
    public static readonly string[] LagNames = ["aa", "sa", "ss", "as"];

    public PanelLayout(PanelForm form)
    {
        Form = form;
        Syntax = PanelSyntax.Of(form);
        Columns = [.. form.Scores.ByTurns, .. form.Covariates, .. form.Auxiliary];
        Model = ModelStructure.Of(form.Groups == 1 ? ParameterTable.Of(Syntax) : ParameterTable.Of(ModelParser.Parse(Syntax), new ModelDefaults(), form.Groups), Columns);
        GroupLags = [.. Enumerable.Range(1, form.Groups).Select(PlacesOf)];
        string[] within = [.. Enumerable.Range(0, form.Waves).SelectMany(i => new[] { form.Within('a', i), form.Within('s', i) })];
        Parts = new PanelParts(within, 2, within, form.Block == InterceptBlock.Singular ? [] : form.Stable);
    }

    private LagPlaces PlacesOf(int group)
    {
        var (form, rows) = (Form, new int[4, Form.Waves]);
        for (var i = 1; i < form.Waves; i++)
        {
            var (a, s, before) = (form.Within('a', i), form.Within('s', i), form.Within('s', i - 1));
            rows[0, i] = ModelPlaces.Row(Model, "~", a, form.Within('a', i - 1), group);
            rows[1, i] = ModelPlaces.Row(Model, "~", a, form.SameSession ? s : before, group);
            rows[2, i] = ModelPlaces.Row(Model, "~", s, before, group);
            rows[3, i] = ModelPlaces.Row(Model, "~", s, form.Within('a', i - 1), group);
        }

        return new LagPlaces(LagNames, rows, form.Sessions);
    }

    /// <summary>What the model is.</summary>
    public PanelForm Form { get; }

    /// <summary>lavaan text.</summary>
    public string Syntax { get; }

    /// <summary>Names of the data's columns: alliance and symptom by turns, then covariates and auxiliary variables.</summary>
    public string[] Columns { get; }

    /// <summary>The model over them.</summary>
    public ModelStructure Model { get; }

    /// <summary>The places of its lags.</summary>
    public LagPlaces Lags => GroupLags[0];

    /// <summary>The same in each group.</summary>
    public IReadOnlyList<LagPlaces> GroupLags { get; }

    /// <summary>What an admissible solution is judged by.</summary>
    public PanelParts Parts { get; }

    /// <summary>Row of a parameter in the table.</summary>
    public int Row(string op, string left, string right) => ModelPlaces.Row(Model, op, left, right);
}
