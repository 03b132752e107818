using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <content>Each row's derivative of its log-likelihood, and the sum of their outer products.</content>
internal sealed partial class NormalLikelihood
{
    /// <summary>
    /// Scores of log L in (mu, vech Sigma) at the moments last evaluated, one row of the table each: a_i, then a a' - P below the diagonal
    /// and half of it on it.
    /// </summary>
    /// <param name="scores">N x m.</param>
    public void Scores(Span<double> scores)
    {
        var m = MomentCount;
        for (var k = 0; k < _table.Patterns.Length; k++)
        {
            var pattern = _table.Patterns[k];
            var precision = Precision(k);
            for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
            {
                var whitened = _whitened.AsSpan(row * _stride, _stride);
                if (pattern.Scatter is not null)
                    Whiten(pattern, precision, _table.Rows.AsSpan(row * _stride, _stride), whitened);
                var score = scores.Slice(row * m, m);
                whitened[.._p].CopyTo(score);
                var place = _p;
                for (var j = 0; j < _p; j++)
                {
                    var target = score.Slice(place, _p - j);
                    target.Clear();
                    VectorAlgebra.AddScaled(whitened[j], whitened[j.._p], target);
                    VectorAlgebra.AddScaled(-1, precision.Slice(j * _stride + j, _p - j), target);
                    target[0] *= 0.5;
                    place += _p - j;
                }
            }
        }
    }
}
