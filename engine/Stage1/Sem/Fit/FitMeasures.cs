using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>Fit measures by lavaan's names and definitions (0.6-14), in a fixed order.</summary>
internal sealed class FitMeasures
{
    private readonly FitInput _input;
    private readonly List<KeyValuePair<string, double>> _measures = [];
    private readonly double _chisq;
    private readonly double _baseline;
    private readonly int _df;
    private readonly int _baselineDf;
    private double _scale = double.NaN;
    private double _baselineScale = double.NaN;

    private FitMeasures(FitInput input)
    {
        _input = input;
        (_df, _baselineDf) = (input.DegreesOfFreedom, input.BaselineDegreesOfFreedom);
        // A model with more parameters than moments has no test, and no index that rests on one.
        _chisq = _df < 0 ? double.NaN : Math.Max(0, input.Deviance - input.SaturatedDeviance);
        _baseline = Math.Max(0, input.BaselineDeviance - input.SaturatedDeviance);
    }

    // Without degrees of freedom there is nothing to scale.
    private double Scale => _df == 0 ? 1 : _scale;

    /// <summary>All measures that the input allows.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(FitInput input)
    {
        var fit = new FitMeasures(input);
        fit.AddTests();
        fit.AddLikelihoods();
        fit.AddPlainIndices();
        if (input.Robust)
            fit.AddScaledIndices();
        fit.AddRobustIndices();
        fit.Add("srmr", StandardisedResidual.Of(input));
        return fit._measures;
    }

    private void Add(string name, double value) => _measures.Add(new KeyValuePair<string, double>(name, value));

    private static double UpperTail(double chisq, double df) => df > 0 ? NoncentralChiSquared.CentralUpperTail(chisq, df) : double.NaN;

    private void AddTests()
    {
        Add("npar", _input.Parameters);
        Add("chisq", _chisq);
        Add("df", _df);
        Add("pvalue", UpperTail(_chisq, _df));
        if (_input.Robust)
            AddScaledTests();
        Add("baseline.chisq", _baseline);
        Add("baseline.df", _baselineDf);
        Add("baseline.pvalue", UpperTail(_baseline, _baselineDf));
    }

    // Yuan-Bentler-Mplus: c = (tr(B1 A1^-1) - tr(B0 E^-1)) / df. Yuan and Bentler (2000), doi 10.1111/0081-1750.00078.
    private void AddScaledTests()
    {
        double saturated = double.NaN, model = double.NaN;
        if (_input.Sample is { } sample)
        {
            saturated = Traces.OfProduct(sample.SaturatedMeat, sample.SaturatedInverse, sample.Moments);
            model = Traces.OfProduct(sample.ModelMeat, sample.ModelInverse, sample.Parameters);
            _scale = _df > 0 ? (saturated - model) / _df : double.NaN;
            _baselineScale = _baselineDf > 0 ? (saturated - _input.Groups.Sum(g => g.Baseline.ScoreTrace)) / _baselineDf : double.NaN;
            if (_scale < 0)
                _scale = double.NaN;
        }

        Add("chisq.scaled", _chisq / Scale);
        Add("df.scaled", _df);
        Add("pvalue.scaled", UpperTail(_chisq / Scale, _df));
        Add("chisq.scaling.factor", _scale);
        Add("baseline.chisq.scaled", _baseline / _baselineScale);
        Add("baseline.chisq.scaling.factor", _baselineScale);
        Add("scaling.factor.h1", saturated / _input.Layout.Count);
        Add("scaling.factor.h0", model / _input.Parameters);
    }

    private void AddLikelihoods()
    {
        Add("logl", -0.5 * _input.Deviance);
        Add("unrestricted.logl", -0.5 * _input.SaturatedDeviance);
        Add("aic", _input.Deviance + 2 * _input.Parameters);
        Add("bic", _input.Deviance + Math.Log(_input.Rows) * _input.Parameters);
        Add("ntotal", _input.Rows);
        Add("bic2", _input.Deviance + Math.Log((_input.Rows + 2) / 24.0) * _input.Parameters);
    }

    private void AddPlainIndices()
    {
        Add("cfi", ComparativeFit.Cfi(_chisq, _df, _baseline, _baselineDf));
        Add("tli", ComparativeFit.Tli(_chisq, _df, _baseline, _baselineDf));
        AddError("", RootMeanSquareError.Of(_chisq, _chisq, _df, _input.RowsPerGroup));
    }

    private void AddScaledIndices()
    {
        var (chisq, baseline) = (_chisq / Scale, _baseline / _baselineScale);
        Add("cfi.scaled", ComparativeFit.Cfi(chisq, _df, baseline, _baselineDf));
        Add("tli.scaled", ComparativeFit.Tli(chisq, _df, baseline, _baselineDf));

        // lavaan divides the plain statistic by the trace itself, c df, in place of df.
        AddError(".scaled", RootMeanSquareError.Of(_chisq, _chisq, Scale * _df, _input.RowsPerGroup));
    }

    private void AddRobustIndices()
    {
        if (_input.Incomplete)
        {
            AddFimlCorrected();
        }
        else if (_input.Robust)
        {
            Add("cfi.robust", ComparativeFit.Cfi(_chisq, _df, _baseline, _baselineDf, Scale, _baselineScale));
            Add("tli.robust", ComparativeFit.Tli(_chisq, _df, _baseline, _baselineDf, Scale, _baselineScale));
            AddError(".robust", RootMeanSquareError.Of(_chisq, _chisq / Scale, _df, _input.RowsPerGroup, Scale));
        }
    }

    private void AddFimlCorrected()
    {
        double chisq = double.NaN, baseline = double.NaN, scale = double.NaN, baselineScale = double.NaN;
        if (_input.Sample is { } sample && _df > 0)
        {
            var corrected = new FimlCorrected(sample, _input.Robust);
            (chisq, baseline) = (0, 0);
            foreach (var group in _input.Groups)
            {
                chisq += FimlCorrected.Discrepancy(group.SaturatedMean, group.Saturated, group.Mean, group.Covariance, group.Rows);
                baseline += FimlCorrected.Discrepancy(group.SaturatedMean, group.Saturated, group.Baseline.Mean, group.Baseline.Covariance, group.Rows);
            }

            scale = corrected.Scale(sample.Jacobian, sample.Parameters, _df);
            baselineScale = corrected.Scale(_input.Layout.BaselineJacobian(), _input.Layout.BaselineParameters, _baselineDf);
        }

        if (_df == 0)
            (chisq, baseline, scale, baselineScale) = (0, 0, 1, 1);
        Add("cfi.robust", ComparativeFit.Cfi(chisq, _df, baseline, _baselineDf, scale, baselineScale));
        Add("tli.robust", ComparativeFit.Tli(chisq, _df, baseline, _baselineDf, scale, baselineScale));
        AddError(".robust", RootMeanSquareError.Of(chisq, chisq / scale, _df, _input.RowsPerGroup, scale));
    }

    private void AddError(string suffix, RootMeanSquareError error)
    {
        Add("rmsea" + suffix, error.Estimate);
        Add("rmsea.ci.lower" + suffix, error.Lower);
        Add("rmsea.ci.upper" + suffix, error.Upper);
        Add("rmsea.pvalue" + suffix, error.CloseFit);
    }
}
