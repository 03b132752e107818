using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Stage1.Panels;

/// <summary>Everything that a panel fit reports, as tidy rows.</summary>
/// <remarks>
/// Components: <c>std</c> the mean standardised lags that stage 2 pools; <c>std.wave</c> each wave's, as <c>aa.2</c>; <c>unstd</c> in instrument units
/// (<c>aa</c>, or <c>aa.2</c> with free lags); <c>longrun</c> the matrix (I - Phi)^-1 of the mean standardised lags, where their
/// spectral radius is below 1; <c>longrun.shifted</c> b/(1 - AR), the predictor held shifted; <c>sd</c> the SDs used, instrument units;
/// <c>covariate</c> effects of persons' variables; <c>intercept</c> variances and covariances of the random intercepts (and slopes, or of the individual effect), instrument units; <c>std.observed</c> the mean standardised lags
/// with errors from the information matrix, where the sandwich is singular. With the influence of cases each row has degrees of freedom of its own (long-run
/// effects the fewest of the four lags), else they are infinite.
/// </remarks>
internal sealed class PanelRows
{
    private readonly LagPlaces _places;
    private readonly PanelData _data;
    private readonly SemFit _fit;
    private readonly StandardisedLags _lags;
    private readonly double[] _covariance;
    private readonly CaseInfluence? _influence;
    private readonly List<TermRow> _rows = [];

    private PanelRows(LagPlaces places, PanelData data, SemFit fit, StandardisedLags lags, CaseInfluence? influence)
    {
        (_places, _data, _fit, _lags, _influence) = (places, data, fit, lags, influence);
        _covariance = influence?.Covariance() ?? fit.Covariance!;
    }

    /// <summary>All rows of a fit that has a covariance matrix.</summary>
    public static List<TermRow> Of(
        LagPlaces places, PanelData data, SemFit fit, StandardisedLags lags, IReadOnlyList<string> stable, LagPattern pattern, bool unstable, CaseInfluence? influence = null)
    {
        var rows = new PanelRows(places, data, fit, lags, influence);
        rows.AddStandardised("std", rows._covariance, rows.Freedom);
        if (pattern != LagPattern.StandardisedEqual)
            rows.AddUnstandardised(pattern == LagPattern.Free);
        rows.AddWaves();
        rows.AddLongRun();
        rows._rows.Add(new TermRow("sd", "alliance", data.AllianceSd, double.NaN, double.NaN));
        rows._rows.Add(new TermRow("sd", "symptom", data.SymptomSd, double.NaN, double.NaN));
        rows.AddIntercepts(stable);
        rows.AddCovariates();
        if (unstable)
            rows.AddStandardised("std.observed", fit.InverseInformation!, _ => double.PositiveInfinity);
        return rows._rows;
    }

    private void AddStandardised(string component, double[] covariance, Func<int, double> freedom)
    {
        var errors = _lags.Covariance(covariance);
        for (var lag = 0; lag < _places.Count; lag++)
            _rows.Add(new TermRow(component, _places.Names[lag], _lags.Mean[lag], Math.Sqrt(errors[lag, lag]), freedom(lag)));
    }

    private void AddUnstandardised(bool freeLags)
    {
        for (var lag = 0; lag < _places.Count; lag++)
        {
            for (var wave = 1; wave < (freeLags ? _lags.Waves : 2); wave++)
            {
                var (row, unit) = (_places.Rows[lag, wave], _data.Unit(_places.Names[lag][1]) / _data.Unit(_places.Names[lag][0]));
                var term = freeLags ? $"{_places.Names[lag]}.{_places.Sessions[wave]}" : _places.Names[lag];
                _rows.Add(new TermRow("unstd", term, _fit.ValueOf(row) * unit, StandardError(row) * unit, RowFreedom(row)));
            }
        }
    }

    private void AddWaves()
    {
        for (var lag = 0; lag < _places.Count; lag++)
            for (var wave = 1; wave < _lags.Waves; wave++)
                _rows.Add(new TermRow(
                    "std.wave", $"{_places.Names[lag]}.{_places.Sessions[wave]}", _lags.Wave[lag, wave], _lags.StandardError(lag, wave, _covariance),
                    _influence?.DegreesOfFreedom(_lags.WaveRow(lag, wave)) ?? double.PositiveInfinity));
    }

    private void AddLongRun()
    {
        var lagged = _places.Count == 4 ? LongRun.Of(_lags.Mean) : null;
        if (lagged is null)
            return;
        var errors = _lags.Covariance(_covariance);
        var fewest = Enumerable.Range(0, _places.Count).Min(Freedom);
        for (var lag = 0; lag < _places.Count; lag++)
            _rows.Add(new TermRow("longrun", _places.Names[lag], lagged.Effects[lag], lagged.StandardError(lag, errors), fewest));
        _rows.Add(new TermRow("longrun.shifted", "sa", lagged.Shifted(1, 0), lagged.ShiftedError(1, 0, errors), fewest));
        _rows.Add(new TermRow("longrun.shifted", "as", lagged.Shifted(3, 2), lagged.ShiftedError(3, 2, errors), fewest));
    }

    // Every variance and covariance among the latent variables of stable differences.
    private void AddIntercepts(IReadOnlyList<string> stable)
    {
        var rows = _fit.Model.Table.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Operator != "~~" || !stable.Contains(rows[i].Left) || !stable.Contains(rows[i].Right))
                continue;
            var unit = _data.Unit(rows[i].Left[^1]) * _data.Unit(rows[i].Right[^1]);
            _rows.Add(new TermRow("intercept", rows[i].Name, _fit.ValueOf(i) * unit, StandardError(i) * unit, RowFreedom(i)));
        }
    }

    // Effects of persons' variables, instrument units.
    private void AddCovariates()
    {
        var rows = _fit.Model.Table.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            var place = rows[i].Operator == "~" ? _data.Persons.Covariates.TakeWhile(name => name != rows[i].Right).Count() : _data.Persons.Covariates.Count;
            if (place == _data.Persons.Covariates.Count)
                continue;
            var left = rows[i].Left;
            var unit = _data.Unit(IsAlliance(left) ? 'a' : 's') / _data.Persons.Units[place];
            _rows.Add(new TermRow("covariate", rows[i].Name, _fit.ValueOf(i) * unit, StandardError(i) * unit, RowFreedom(i)));
        }
    }

    // RIa, RSa, or a within part (or score) of the first construct.
    private bool IsAlliance(string variable) =>
        variable is "RIa" or "RSa" || _data.Scores.Alliance.Any(column => variable == column || variable == $"w{column}");

    private double StandardError(int row)
    {
        var free = _fit.Model.Table.Rows[row].Free;
        return free < 0 ? double.NaN : Math.Sqrt(_covariance[free * _fit.Model.FreeCount + free]);
    }

    private double Freedom(int lag) =>
        _influence?.DegreesOfFreedom(_lags.MeanJacobian.AsSpan(lag * _lags.Parameters, _lags.Parameters)) ?? double.PositiveInfinity;

    private double RowFreedom(int row)
    {
        var free = _fit.Model.Table.Rows[row].Free;
        if (_influence is null || free < 0)
            return double.PositiveInfinity;
        var gradient = new double[_fit.Model.FreeCount];
        gradient[free] = 1;
        return _influence.DegreesOfFreedom(gradient);
    }
}
