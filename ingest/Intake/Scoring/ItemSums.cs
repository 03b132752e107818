using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IpdEngine.Intake.Description;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>
/// Sums of the items of one scale, person by person, from which <see cref="ScaleItems"/> come: one outer product a session and one a person. Answers are taken from the middle of their
/// range, so that whole numbers stay whole and sums exact.
/// </summary>
/// <param name="measure">The measure's name.</param>
/// <param name="key">Turns the items that are keyed the other way.</param>
internal sealed class ItemSums(string measure, ScoreKey key)
{
    private static readonly int s_lanes = Vector256<double>.Count;

    private readonly int _width = key.Width;
    private readonly int _stride = (key.Width + s_lanes - 1) / s_lanes * s_lanes;
    private readonly Sums _first = new(key.Width), _pooled = new(key.Width);
    private readonly double[] _between = Sums.Products(key.Width);
    private readonly double[] _row = new double[(key.Width + s_lanes - 1) / s_lanes * s_lanes];
    private readonly double[] _person = new double[(key.Width + s_lanes - 1) / s_lanes * s_lanes];
    private long _ofPerson, _persons, _incomplete;

    /// <summary>Empty sums for alliance, symptom and the extra measures of a study; null for those of which finished scores are read.</summary>
    public static ItemSums?[] Of(StudyDescription study) =>
        [.. ((MeasureDescription[])[study.Alliance, study.Symptom, .. study.Extra]).Select(measure => measure.Score is null && measure.Width > 1 ? new ItemSums(measure.Name, new ScoreKey(measure)) : null)];

    /// <summary>Takes up the answers of a session; one that lacks an answer is only counted.</summary>
    public void Add(ReadOnlySpan<double> answers)
    {
        var answered = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            _row[i] = key.Turned(i, answers[i]) - key.Middle(i);
            answered += double.IsNaN(answers[i]) ? 0 : 1;
        }
        if (answered < answers.Length)
        {
            _incomplete += answered > 0 ? 1 : 0;
            return;
        }
        if (_ofPerson++ == 0)
            _first.Add(_row);
        _pooled.Add(_row);
        for (var i = 0; i < _width; i++)
            _person[i] += _row[i];
    }

    /// <summary>Ends a participant; the next answers are another's.</summary>
    public void EndPerson()
    {
        if (_ofPerson == 0)
            return;
        var scale = 1 / Math.Sqrt(_ofPerson);
        for (var i = 0; i < _width; i++)
            _person[i] *= scale;
        Sums.AddProducts(_between, _person);
        Array.Clear(_person);
        (_ofPerson, _persons) = (0, _persons + 1);
    }

    /// <summary>Takes the sums of other participants over, which are empty afterwards.</summary>
    public void Take(ItemSums other)
    {
        _first.Take(other._first);
        _pooled.Take(other._pooled);
        Sums.Take(_between, other._between);
        (_persons, _incomplete) = (_persons + other._persons, _incomplete + other._incomplete);
        (other._persons, other._incomplete) = (0, 0);
    }

    /// <summary>The moments; null where nobody answered all items of a session.</summary>
    public ScaleItems? ToMoments()
    {
        if (_pooled.Rows == 0)
            return null;
        double[] middles = [.. Enumerable.Range(0, _width).Select(key.Middle)];
        var means = _pooled.Means(middles);
        return new ScaleItems(measure, _incomplete, _first.ToMoments(middles), _pooled.ToMoments(middles),
            new ItemMoments(_pooled.Rows, _pooled.Rows - _persons, means, Triangle((i, j) => (_pooled[i, j] - _between[i * _stride + j]) / Math.Max(0, _pooled.Rows - _persons), _width)));
    }

    private static double[] Triangle(Func<int, int, double> element, int width)
    {
        var triangle = new double[width * (width + 1) / 2];
        for (int i = 0, at = 0; i < width; i++)
            for (var j = i; j < width; j++)
                triangle[at++] = element(i, j) is var value && double.IsFinite(value) ? value : double.NaN;
        return triangle;
    }

    /// <summary>Number of rows, sums and sums of products.</summary>
    private sealed class Sums(int width)
    {
        private readonly int _stride = (width + s_lanes - 1) / s_lanes * s_lanes;
        private readonly double[] _sums = new double[width];
        private readonly double[] _products = Products(width);

        public long Rows { get; private set; }

        public double this[int i, int j] => _products[i * _stride + j];

        public static double[] Products(int width) => new double[width * ((width + s_lanes - 1) / s_lanes * s_lanes)];

        public void Add(double[] row)
        {
            Rows++;
            for (var i = 0; i < width; i++)
                _sums[i] += row[i];
            AddProducts(_products, row);
        }

        public void Take(Sums other)
        {
            Rows += other.Rows;
            other.Rows = 0;
            Take(_sums, other._sums);
            Take(_products, other._products);
        }

        public static void Take(double[] into, double[] from)
        {
            for (var i = 0; i < into.Length; i++)
                into[i] += from[i];
            Array.Clear(from);
        }

        /// <summary>Adds the outer product of a row, padded to whole vectors; product before sum in every lane, so that no machine rounds otherwise.</summary>
        public static void AddProducts(double[] products, double[] row)
        {
            var values = MemoryMarshal.Cast<double, Vector256<double>>(row.AsSpan());
            var into = MemoryMarshal.Cast<double, Vector256<double>>(products.AsSpan());
            for (var i = 0; i < products.Length / row.Length; i++)
            {
                var factor = Vector256.Create(row[i]);
                var line = into.Slice(i * values.Length, values.Length);
                for (var j = i / s_lanes; j < line.Length; j++)
                    line[j] += factor * values[j];
            }
        }

        public double[] Means(double[] middles) => [.. _sums.Select((sum, i) => middles[i] + sum / Rows)];

        public ItemMoments ToMoments(double[] middles) => new(Rows, Rows - 1, Means(middles),
            Triangle((i, j) => (this[i, j] - _sums[i] * _sums[j] / Rows) / (Rows - 1), width));
    }
}
