using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Everything that a panel fit reports, as tidy rows.</summary>
/// <remarks>
/// Components: <c>std</c> the mean standardised lags that stage 2 pools; <c>std.wave</c> each wave's, as <c>aa.2</c>; <c>unstd</c> in instrument units
/// (<c>aa</c>, or <c>aa.2</c> with free lags); <c>longrun</c> the matrix (I - Phi)^-1 of the mean standardised lags, where their
/// spectral radius is below 1; <c>longrun.shifted</c> b/(1 - AR), the predictor held shifted; <c>sd</c> the SDs used, instrument units;
/// <c>intercept</c> variances and covariance of the random intercepts, instrument units; <c>std.observed</c> the mean standardised lags
/// with errors from the information matrix, where the sandwich is singular.
/// </remarks>
internal sealed class PanelRows
{
    private readonly PanelLayout _layout;
    private readonly PanelData _data;
    private readonly SemFit _fit;
    private readonly StandardisedLags _lags;
    private readonly double[] _covariance;
    private readonly List<TermRow> _rows = [];

    private PanelRows(PanelLayout layout, PanelData data, SemFit fit, StandardisedLags lags)
    {
        (_layout, _data, _fit, _lags) = (layout, data, fit, lags);
        _covariance = fit.Covariance!;
    }

    /// <summary>All rows of a fit that has a covariance matrix.</summary>
    public static List<TermRow> Of(PanelLayout layout, PanelData data, SemFit fit, StandardisedLags lags, bool freeLags, bool unstable)
    {
        var rows = new PanelRows(layout, data, fit, lags);
        rows.AddStandardised("std", fit.Covariance!);
        rows.AddUnstandardised(freeLags);
        rows.AddWaves();
        rows.AddLongRun();
        rows._rows.Add(new TermRow("sd", "alliance", data.AllianceSd, double.NaN, double.NaN));
        rows._rows.Add(new TermRow("sd", "symptom", data.SymptomSd, double.NaN, double.NaN));
        rows.AddIntercepts();
        if (unstable)
            rows.AddStandardised("std.observed", fit.InverseInformation!);
        return rows._rows;
    }

    private void AddStandardised(string component, double[] covariance)
    {
        var errors = _lags.Covariance(covariance);
        for (var lag = 0; lag < 4; lag++)
            _rows.Add(new TermRow(component, PanelLayout.Lags[lag], _lags.Mean[lag], Math.Sqrt(errors[lag, lag])));
    }

    private void AddUnstandardised(bool freeLags)
    {
        double[] units = [1, _data.AllianceSd / _data.SymptomSd, 1, _data.SymptomSd / _data.AllianceSd];
        for (var lag = 0; lag < 4; lag++)
        {
            for (var wave = 1; wave < (freeLags ? _lags.Waves : 2); wave++)
            {
                var row = _layout.LagRow(lag, wave);
                var term = freeLags ? $"{PanelLayout.Lags[lag]}.{_layout.Sessions[wave]}" : PanelLayout.Lags[lag];
                _rows.Add(new TermRow("unstd", term, _fit.ValueOf(row) * units[lag], StandardError(row) * units[lag]));
            }
        }
    }

    private void AddWaves()
    {
        for (var lag = 0; lag < 4; lag++)
            for (var wave = 1; wave < _lags.Waves; wave++)
                _rows.Add(new TermRow(
                    "std.wave", $"{PanelLayout.Lags[lag]}.{_layout.Sessions[wave]}", _lags.Wave[lag, wave], _lags.StandardError(lag, wave, _covariance)));
    }

    private void AddLongRun()
    {
        var lagged = LongRun.Of(_lags.Mean);
        if (lagged is null)
            return;
        var errors = _lags.Covariance(_covariance);
        for (var lag = 0; lag < 4; lag++)
            _rows.Add(new TermRow("longrun", PanelLayout.Lags[lag], lagged.Effects[lag], lagged.StandardError(lag, errors)));
        _rows.Add(new TermRow("longrun.shifted", "sa", lagged.Shifted(1, 0), lagged.ShiftedError(1, 0, errors)));
        _rows.Add(new TermRow("longrun.shifted", "as", lagged.Shifted(3, 2), lagged.ShiftedError(3, 2, errors)));
    }

    private void AddIntercepts()
    {
        AddIntercept("RIa", "RIa", _data.AllianceSd * _data.AllianceSd);
        AddIntercept("RIs", "RIs", _data.SymptomSd * _data.SymptomSd);
        AddIntercept("RIa", "RIs", _data.AllianceSd * _data.SymptomSd);
    }

    private void AddIntercept(string left, string right, double unit)
    {
        var rows = _fit.Model.Table.Rows;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Operator == "~~" && rows[i].Left == left && rows[i].Right == right)
                _rows.Add(new TermRow("intercept", $"{left}~~{right}", _fit.ValueOf(i) * unit, StandardError(i) * unit));
    }

    private double StandardError(int row)
    {
        var free = _fit.Model.Table.Rows[row].Free;
        return free < 0 ? double.NaN : Math.Sqrt(_covariance[free * _fit.Model.FreeCount + free]);
    }
}
