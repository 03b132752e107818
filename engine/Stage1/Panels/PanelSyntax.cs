using System.Text;

namespace IpdEngine.Stage1.Panels;

/// <summary>
/// Writes a panel model as lavaan text in which every zero, loading and residual stands: the same fit under lavaan(), sem() and growth().
/// </summary>
/// <remarks>
/// Columns are <c>a1, s1, a2, ...</c> by session number: alliance and symptom. Within parts are <c>wa1, ws1, ...</c>, random intercepts <c>RIa, RIs</c>.
/// Sources: Hamaker, Kuiper and Grasman (2015), doi 10.1037/a0038889; Mulder and Hamaker (2021), doi 10.1080/10705511.2020.1784738; Rogosa (1980).
/// </remarks>
internal sealed class PanelSyntax
{
    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<int> _sessions;
    private readonly InterceptBlock _block;
    private readonly string _within;
    private readonly bool _freeLags;
    private readonly bool _sameSession;

    private PanelSyntax(IReadOnlyList<int> sessions, InterceptBlock block, bool freeLags, bool sameSession)
    {
        (_sessions, _block, _freeLags, _sameSession) = (sessions, block, freeLags, sameSession);
        _within = block == InterceptBlock.Absent ? "" : "w";
    }

    /// <summary>The model text.</summary>
    /// <param name="sessions">Session numbers of the waves, rising; at least two.</param>
    /// <param name="block">The random intercepts.</param>
    /// <param name="freeLags">True for lags of their own at each wave.</param>
    /// <param name="sameSession">True where symptom at t, not at t-1, leads to alliance at t.</param>
    public static string Of(IReadOnlyList<int> sessions, InterceptBlock block, bool freeLags, bool sameSession)
    {
        var syntax = new PanelSyntax(sessions, block, freeLags, sameSession);
        if (block != InterceptBlock.Absent)
        {
            syntax.WriteIntercepts();
            syntax.WriteWithinParts();
        }

        syntax.WriteLags();
        syntax.WriteResiduals();
        syntax.WriteMeans();
        return syntax._text.ToString();
    }

    private void Line(string line) => _text.Append(line).Append('\n');

    private string Sum(Func<int, string> term) => string.Join(" + ", _sessions.Select(term));

    private string[] Intercepts() => _block switch
    {
        InterceptBlock.Free => ["RIa", "RIs"],
        InterceptBlock.AllianceOnly => ["RIa"],
        InterceptBlock.SymptomOnly => ["RIs"],
        InterceptBlock.Singular => ["RI"],
        _ => [],
    };

    private void WriteIntercepts()
    {
        Line("# random intercepts");
        if (_block == InterceptBlock.Singular)
        {
            // NA* keeps sem() and growth() from fixing the first loading at 1.
            Line($"RI =~ NA*a{_sessions[0]} + {Sum(t => $"la*a{t}")}");
            Line($"RI =~ {Sum(t => $"ls*s{t}")}");
            Line("RI ~~ 1*RI");
            return;
        }

        foreach (var name in Intercepts())
        {
            Line($"{name} =~ {Sum(t => $"1*{name[^1]}{t}")}");
            Line($"{name} ~~ {name}");
        }

        if (_block == InterceptBlock.Free)
            Line("RIa ~~ RIs");
    }

    private void WriteWithinParts()
    {
        Line("# within parts (the scores hold nothing else)");
        foreach (var t in _sessions)
        {
            Line($"wa{t} =~ 1*a{t}");
            Line($"ws{t} =~ 1*s{t}");
            Line($"a{t} ~~ 0*a{t}");
            Line($"s{t} ~~ 0*s{t}");
        }

        var first = _sessions[0];
        foreach (var name in Intercepts())
            Line($"{name} ~~ 0*wa{first} + 0*ws{first}");
    }

    private void WriteLags()
    {
        Line(_freeLags ? "# lags, free at each session" : "# lags, equal over time");
        for (var i = 1; i < _sessions.Count; i++)
        {
            var (now, before) = (_sessions[i], _sessions[i - 1]);
            var mark = _freeLags ? now.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
            var symptom = _sameSession ? now : before;
            Line($"{_within}a{now} ~ aa{mark}*{_within}a{before} + sa{mark}*{_within}s{symptom}");
            Line($"{_within}s{now} ~ ss{mark}*{_within}s{before} + as{mark}*{_within}a{before}");
        }
    }

    private void WriteResiduals()
    {
        Line("# variances at the first session, residuals after it");
        for (var i = 0; i < _sessions.Count; i++)
        {
            var t = _sessions[i];
            Line($"{_within}a{t} ~~ {_within}a{t}");
            Line($"{_within}s{t} ~~ {_within}s{t}");
            Line($"{_within}a{t} ~~ {(_sameSession && i > 0 ? "0*" : "")}{_within}s{t}");
        }
    }

    private void WriteMeans()
    {
        Line("# means");
        foreach (var t in _sessions)
        {
            Line($"a{t} ~ 1");
            Line($"s{t} ~ 1");
        }

        if (_block == InterceptBlock.Absent)
            return;
        foreach (var name in Intercepts())
            Line($"{name} ~ 0*1");
        foreach (var t in _sessions)
        {
            Line($"wa{t} ~ 0*1");
            Line($"ws{t} ~ 0*1");
        }
    }
}
