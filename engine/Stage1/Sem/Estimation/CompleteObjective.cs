using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>
/// -2 log L of complete data without the information in all means and covariances: its cost grows with the cube of the number of variables, not the sixth power.
/// </summary>
/// <remarks>
/// Symbols as in <see cref="ImpliedMoments"/> and <see cref="MomentCurvature"/>; P the inverse of Sigma, d = mean - mu, C = S + dd'. A cell's dSigma is w (x y' + y x') with
/// x a column of B and y one of B or of Omega, so that tr(dSigma_a P dSigma_b X) is a sum of four products of elements of T'PT and T'XT, T = [B, Omega]'s observed rows.
/// d2F = n tr(dSigma_a P dSigma_b (2PCP - P)) + 2n dmu_a'P dmu_b + 2n (dmu_a'P dSigma_b P d + the same with a and b exchanged) + the model's own curvature; expected: C = Sigma, d = 0
/// and no own curvature. Source: Magnus and Neudecker, Matrix Differential Calculus, section 15.3.
/// </remarks>
internal sealed class CompleteObjective : LikelihoodObjective
{
    private readonly ModelStructure _model;
    private readonly SampleGroup[] _groups;
    private readonly ImpliedMoments[] _moments;
    private readonly MomentCurvature[] _secondTerms;
    private readonly int _p;
    private readonly int _v;

    public CompleteObjective(ModelStructure model, SampleGroup[] groups)
    {
        (_model, _groups) = (model, groups);
        _moments = [.. groups.Select((_, g) => new ImpliedMoments(model, g))];
        _secondTerms = [.. groups.Select((_, g) => new MomentCurvature(model, g))];
        (_p, _v) = (model.Observed, model.Variables.Count);
    }

    public override int Count => _model.FreeCount;

    public override IReadOnlyList<ImpliedMoments> Moments => _moments;

    public override IReadOnlyList<double[]> Jacobians => [];

    public override double Value(ReadOnlySpan<double> point)
    {
        var total = 0.0;
        for (var g = 0; g < _groups.Length; g++)
        {
            if (!_moments[g].Evaluate(point))
                return double.PositiveInfinity;
            total += _groups[g].Likelihood.Evaluate(_moments[g].Mean, _moments[g].Covariance);
        }

        return total;
    }

    public override void Gradient(Span<double> gradient)
    {
        gradient[..Count].Clear();
        for (var g = 0; g < _groups.Length; g++)
        {
            var (likelihood, moments) = (_groups[g].Likelihood, _moments[g]);
            likelihood.Differentiate();
            double[] whitened = new double[_p * _v], inner = new double[_v * _v], outer = new double[_v * _v], mean = new double[_v];
            SymmetricAlgebra.Multiply(likelihood.CovarianceGradient, moments.Total.AsSpan(0, _p * _v), whitened, _p, _p, _v);
            var observed = ObservedColumns(moments);
            SymmetricAlgebra.Multiply(observed.AsSpan(0, _v * _p), whitened, inner, _v, _p, _v);
            SymmetricAlgebra.Multiply(observed.AsSpan(_v * _p), whitened, outer, _v, _p, _v);
            for (var i = 0; i < _v && _model.Table.HasMeans; i++)
                mean[i] = VectorAlgebra.Dot(observed.AsSpan(i * _p, _p), likelihood.MeanGradient);
            foreach (var cell in _model.CellsOf(g))
            {
                if (cell.Free < 0)
                    continue;
                gradient[cell.Free] += cell.Matrix switch
                {
                    CellMatrix.Path => 2 * outer[cell.Column * _v + cell.Row] + mean[cell.Row] * moments.Eta[cell.Column],
                    CellMatrix.Covariance => (cell.Row == cell.Column ? 1 : 2) * inner[cell.Row * _v + cell.Column],
                    _ => mean[cell.Row],
                };
            }
        }
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        curvature[..(Count * Count)].Clear();
        for (var g = 0; g < _groups.Length; g++)
        {
            AddMomentCurvature(g, exact, curvature);
            if (exact)
                _secondTerms[g].Add(_moments[g], _model.Table.HasMeans ? _groups[g].Likelihood.MeanGradient : new double[_p], _groups[g].Likelihood.CovarianceGradient, curvature);
        }
    }

    private void AddMomentCurvature(int g, bool exact, Span<double> curvature)
    {
        var (moments, sample, n) = (_moments[g], _groups[g].Moments, (double)_groups[g].Table.Count);
        double[] precision = new double[_p * _p], factor = (double[])moments.Covariance.Clone(), middle = new double[_p * _p], shift = new double[_p], pulled = new double[_p];
        Cholesky.Factor(factor, _p);
        Cholesky.Inverse(factor, _p, precision);
        for (var i = 0; i < _p; i++)
            shift[i] = exact ? sample.Mean[i] - moments.Mean[i] : 0;
        for (var i = 0; i < _p; i++)
            pulled[i] = VectorAlgebra.Dot(precision.AsSpan(i * _p, _p), shift);
        Middle(exact, sample, precision, shift, middle);
        var observed = ObservedColumns(moments);
        var (byPrecision, byMiddle) = (Form(observed, precision), Form(observed, middle));
        var along = new double[2 * _v];
        for (var i = 0; i < 2 * _v; i++)
            along[i] = VectorAlgebra.Dot(observed.AsSpan(i * _p, _p), pulled);
        var cells = _model.CellsOf(g);
        for (var first = 0; first < cells.Length; first++)
        {
            for (var second = first; second < cells.Length; second++)
            {
                var (a, b) = (cells[first], cells[second]);
                if (a.Free < 0 || b.Free < 0)
                    continue;
                var value = n * (Pair(a, b, byPrecision, byMiddle) + 2 * MeanPair(a, b, moments, byPrecision, along));
                curvature[a.Free * Count + b.Free] += value;
                if (second != first)
                    curvature[b.Free * Count + a.Free] += value;
            }
        }
    }

    // X = 2 P C P - P, or P.
    private void Middle(bool exact, SampleMoments sample, double[] precision, double[] shift, double[] middle)
    {
        if (!exact)
        {
            precision.CopyTo(middle, 0);
            return;
        }

        double[] scatter = (double[])sample.Covariance.Clone(), work = new double[_p * _p];
        for (var i = 0; i < _p; i++)
            VectorAlgebra.AddScaled(shift[i], shift, scatter.AsSpan(i * _p, _p));
        SymmetricAlgebra.Multiply(precision, scatter, work, _p, _p, _p);
        SymmetricAlgebra.Multiply(work, precision, middle, _p, _p, _p);
        for (var i = 0; i < _p * _p; i++)
            middle[i] = 2 * middle[i] - precision[i];
    }

    // 2v x p: the observed parts of B's columns, then of Omega's.
    private double[] ObservedColumns(ImpliedMoments moments)
    {
        var columns = new double[2 * _v * _p];
        for (var i = 0; i < _v; i++)
        {
            moments.TotalTransposed.AsSpan(i * _v, _p).CopyTo(columns.AsSpan(i * _p));
            moments.Omega.AsSpan(i * _v, _p).CopyTo(columns.AsSpan((_v + i) * _p));
        }

        return columns;
    }

    private double[] Form(double[] columns, double[] matrix)
    {
        double[] form = new double[4 * _v * _v], work = new double[2 * _v * _p];
        SymmetricAlgebra.Congruence(matrix, columns, form, work, _p, 2 * _v);
        return form;
    }

    // tr(dSigma_a P dSigma_b X), symmetric in P and X.
    private double Pair(in Cell a, in Cell b, double[] byPrecision, double[] byMiddle)
    {
        if (a.Matrix == CellMatrix.Intercept || b.Matrix == CellMatrix.Intercept)
            return 0;
        var width = 2 * _v;
        var (x, y, first) = Parts(a);
        var (z, t, second) = Parts(b);
        double P(int i, int j) => byPrecision[i * width + j];
        double X(int i, int j) => byMiddle[i * width + j];
        var sum = P(y, z) * X(t, x) + P(y, t) * X(z, x) + P(x, z) * X(t, y) + P(x, t) * X(z, y);
        var other = X(y, z) * P(t, x) + X(y, t) * P(z, x) + X(x, z) * P(t, y) + X(x, t) * P(z, y);
        return 0.5 * first * second * (sum + other);
    }

    private double MeanPair(in Cell a, in Cell b, ImpliedMoments moments, double[] byPrecision, double[] along)
    {
        if (!_model.Table.HasMeans)
            return 0;
        var width = 2 * _v;
        var (own, other) = (MeanShare(a, moments), MeanShare(b, moments));
        return own * other * byPrecision[a.Row * width + b.Row] + own * Cross(a.Row, b, byPrecision, along) + other * Cross(b.Row, a, byPrecision, along);
    }

    // x'P dSigma P d for x a column of B.
    private double Cross(int row, in Cell cell, double[] byPrecision, double[] along)
    {
        if (cell.Matrix == CellMatrix.Intercept)
            return 0;
        var (x, y, weight) = Parts(cell);
        return weight * (byPrecision[row * 2 * _v + x] * along[y] + byPrecision[row * 2 * _v + y] * along[x]);
    }

    // dmu is this much of the cell's column of B.
    private static double MeanShare(in Cell cell, ImpliedMoments moments) => cell.Matrix switch
    {
        CellMatrix.Path => moments.Eta[cell.Column],
        CellMatrix.Intercept => 1,
        _ => 0,
    };

    private (int First, int Second, double Weight) Parts(in Cell cell) =>
        cell.Matrix == CellMatrix.Path ? (cell.Row, _v + cell.Column, 1) : (cell.Row, cell.Column, cell.Row == cell.Column ? 0.5 : 1);
}
