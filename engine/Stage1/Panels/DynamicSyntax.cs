using System.Globalization;
using System.Text;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// Writes the dynamic panel model of one direction as lavaan text: y at t on y and x at t-1, an individual effect, x predetermined.
/// </summary>
/// <remarks>
/// Allison, Williams and Moral-Benito (2017), doi 10.1177/2378023117710578, in the form of the R package dpm: the individual effect covaries with every
/// predictor and the first outcome; errors covary with later predictors, and with that of their own session, as dpm's
/// <c>partial.pre = TRUE</c> has it (Allison 2022): both scores of a session share what happened in it. With <c>later</c>, only with those after.
/// </remarks>
internal sealed class DynamicSyntax
{
    private readonly StringBuilder _text = new();
    private readonly DynamicForm _form;

    private DynamicSyntax(DynamicForm form) => _form = form;

    /// <summary>The model text.</summary>
    public static string Of(DynamicForm form)
    {
        var syntax = new DynamicSyntax(form);
        syntax.WriteLags();
        syntax.WriteIndividualEffect();
        syntax.WritePredetermined();
        syntax.WritePredictors();
        syntax.WriteResidualsAndMeans();
        return syntax._text.ToString();
    }

    private void Line(string line) => _text.Append(line).Append('\n');

    private void WriteLags()
    {
        Line(_form.FreeLags ? "# lags, free at each session" : "# lags, equal over time");
        for (var i = 1; i < _form.Waves; i++)
        {
            var mark = _form.FreeLags ? _form.Sessions[i].ToString(CultureInfo.InvariantCulture) : "";
            Line($"{_form.Outcome(i)} ~ {_form.OwnLag}{mark}*{_form.Outcome(i - 1)} + {_form.CrossLag}{mark}*{_form.Predictor(i - _form.Back)}");
        }
    }

    private void WriteIndividualEffect()
    {
        Line("# individual effect, correlated with every predictor and the first outcome");
        Line($"{_form.Effect} =~ {string.Join(" + ", Enumerable.Range(1, _form.Waves - 1).Select(i => $"1*{_form.Outcome(i)}"))}");
        Line($"{_form.Effect} ~~ {_form.Effect}");
        Line($"{_form.Effect} ~~ {string.Join(" + ", _form.Exogenous)}");
        Line($"{_form.Effect} ~ 0*1");
    }

    private void WritePredetermined()
    {
        Line(_form.ContemporaneousErrors ? "# errors correlated with the predictor of their session and of later ones" : "# errors correlated with later predictors");
        for (var i = 1; i < _form.Waves; i++)
        {
            string[] later = [.. Enumerable.Range(_form.FirstPredictor, _form.Waves - 1).Where(j => _form.ContemporaneousErrors ? j >= i : j > i).Select(_form.Predictor)];
            if (later.Length > 0)
                Line($"{_form.Outcome(i)} ~~ {string.Join(" + ", later)}");
        }
    }

    private void WritePredictors()
    {
        Line("# predictors and the first outcome");
        for (var i = 0; i < _form.Exogenous.Count; i++)
        {
            Line($"{_form.Exogenous[i]} ~~ {string.Join(" + ", _form.Exogenous.Skip(i))}");
            Line($"{_form.Exogenous[i]} ~ 1");
        }
    }

    private void WriteResidualsAndMeans()
    {
        Line("# residual variances and means of the outcome");
        for (var i = 1; i < _form.Waves; i++)
        {
            Line($"{_form.Outcome(i)} ~~ {(_form.EqualResiduals ? "r*" : "")}{_form.Outcome(i)}");
            Line($"{_form.Outcome(i)} ~ 1");
        }
    }
}
