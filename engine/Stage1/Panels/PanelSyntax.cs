using System.Globalization;
using System.Text;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// Writes a panel model as lavaan text in which every zero, loading and residual stands: the same fit under lavaan(), sem() and growth().
/// </summary>
/// <remarks>
/// A study's columns are <c>a1, s1, a2, ...</c> by session number: alliance and symptom. Within parts are <c>wa1, ws1, ...</c>, random intercepts <c>RIa, RIs</c>,
/// random slopes <c>RSa, RSs</c> over the sessions since the first.
/// Sources: Hamaker, Kuiper and Grasman (2015), doi 10.1037/a0038889; Mulder and Hamaker (2021), doi 10.1080/10705511.2020.1784738; Rogosa (1980);
/// latent curve with structured residuals: Curran et al. (2014), doi 10.1037/a0035297.
/// </remarks>
internal sealed class PanelSyntax
{
    private readonly StringBuilder _text = new();
    private readonly PanelForm _form;

    private PanelSyntax(PanelForm form) => _form = form;

    /// <summary>The model text.</summary>
    public static string Of(PanelForm form)
    {
        var syntax = new PanelSyntax(form);
        if (form.Block != InterceptBlock.Absent)
        {
            syntax.WriteStable();
            syntax.WriteWithinParts();
        }

        syntax.WriteLags();
        syntax.WriteResiduals();
        syntax.WriteMeans();
        if (form.Covariates.Count + form.Auxiliary.Count > 0)
            syntax._text.Append(PersonSyntax.Of(form));
        if (form.Lags == LagPattern.StandardisedEqual)
            syntax._text.Append(UnitVarianceSyntax.Of(form));
        return syntax._text.ToString();
    }

    private void Line(string line) => _text.Append(line).Append('\n');

    private string Sum(Func<int, string> term) => string.Join(" + ", Enumerable.Range(0, _form.Waves).Select(term));

    private void WriteStable()
    {
        if (_form.Block == InterceptBlock.Singular)
        {
            Line("# random intercepts");

            // NA* keeps sem() and growth() from fixing the first loading at 1.
            Line($"RI =~ NA*{_form.Score('a', 0)} + {Sum(i => $"la*{_form.Score('a', i)}")}");
            Line($"RI =~ {Sum(i => $"ls*{_form.Score('s', i)}")}");
            Line("RI ~~ 1*RI");
            return;
        }

        Line(_form.Block == InterceptBlock.Growth ? "# random intercepts and slopes (time is sessions since the first)" : "# random intercepts");
        foreach (var name in _form.Stable)
        {
            Line($"{name} =~ {Sum(i => $"{(name[1] == 'S' ? _form.Sessions[i] - _form.Sessions[0] : 1)}*{_form.Score(name[^1], i)}")}");
            Line($"{name} ~~ {name}");
        }

        for (var i = 0; i + 1 < _form.Stable.Count; i++)
            Line($"{_form.Stable[i]} ~~ {string.Join(" + ", _form.Stable.Skip(i + 1))}");
    }

    private void WriteWithinParts()
    {
        Line("# within parts (the scores hold nothing else)");
        for (var i = 0; i < _form.Waves; i++)
        {
            var loading = _form.Lags == LagPattern.StandardisedEqual ? "NA" : "1";
            Line($"{_form.Within('a', i)} =~ {loading}*{_form.Score('a', i)}");
            Line($"{_form.Within('s', i)} =~ {loading}*{_form.Score('s', i)}");
            Line($"{_form.Score('a', i)} ~~ 0*{_form.Score('a', i)}");
            Line($"{_form.Score('s', i)} ~~ 0*{_form.Score('s', i)}");
        }

        foreach (var name in _form.Stable)
            Line($"{name} ~~ 0*{_form.Within('a', 0)} + 0*{_form.Within('s', 0)}");
    }

    private void WriteLags()
    {
        var free = _form.Lags == LagPattern.Free;
        Line(free ? "# lags, free at each session" : _form.Lags == LagPattern.Equal ? "# lags, equal over time" : "# standardised lags, equal over time");
        for (var i = 1; i < _form.Waves; i++)
        {
            var mark = free ? _form.Sessions[i].ToString(CultureInfo.InvariantCulture) : "";
            var (a, s) = (_form.Within('a', i - 1), _form.Within('s', i - 1));
            Line($"{_form.Within('a', i)} ~ {_form.Label($"aa{mark}")}{a} + {_form.Label($"sa{mark}")}{(_form.SameSession ? _form.Within('s', i) : s)}");
            Line($"{_form.Within('s', i)} ~ {_form.Label($"ss{mark}")}{s} + {_form.Label($"as{mark}")}{a}");
        }
    }

    private void WriteResiduals()
    {
        if (_form.Lags == LagPattern.StandardisedEqual)
            return;
        Line("# variances at the first session, residuals after it");
        for (var i = 0; i < _form.Waves; i++)
        {
            var (a, s) = (_form.Within('a', i), _form.Within('s', i));
            var equal = _form.EqualResiduals && i > 0;
            Line($"{a} ~~ {(equal ? _form.Label("ra", lag: false) : "")}{a}");
            Line($"{s} ~~ {(equal ? _form.Label("rs", lag: false) : "")}{s}");
            Line($"{a} ~~ {(_form.SameSession && i > 0 ? "0*" : equal ? _form.Label("ras", lag: false) : "")}{s}");
        }
    }

    // A latent curve holds the means in its intercepts and slopes; the other models in the scores.
    private void WriteMeans()
    {
        Line("# means");
        var growth = _form.Block == InterceptBlock.Growth;
        for (var i = 0; i < _form.Waves; i++)
        {
            Line($"{_form.Score('a', i)} ~ {(growth ? "0*" : _form.EqualMeans ? _form.Label("ma", lag: false) : "")}1");
            Line($"{_form.Score('s', i)} ~ {(growth ? "0*" : _form.EqualMeans ? _form.Label("ms", lag: false) : "")}1");
        }

        if (_form.Block == InterceptBlock.Absent)
            return;
        foreach (var name in _form.Stable)
            Line($"{name} ~ {(growth ? "" : "0*")}1");
        for (var i = 0; i < _form.Waves; i++)
        {
            Line($"{_form.Within('a', i)} ~ 0*1");
            Line($"{_form.Within('s', i)} ~ 0*1");
        }
    }
}
