using IpdEngine.Intake.Description;
using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Scoring;

/// <summary>
/// Scores one measure: items keyed the other way are turned (minimum + maximum - answer), the mean of the answered items stands for those that were not
/// (prorating; Fayers and Machin 2016, section 15.7) where enough were answered, and the score is turned to the construct's direction.
/// </summary>
internal sealed class ScoreKey
{
    private readonly ScoreRule _rule;
    private readonly bool _isFinished;
    private readonly int _fewest;
    private readonly Bounds?[] _reversed;
    private readonly double[] _middles;
    private readonly Bounds? _reflected;

    public ScoreKey(MeasureDescription measure)
    {
        var instrument = measure.Instrument;
        _isFinished = measure.Score is not null;
        _rule = instrument.Rule;
        Width = measure.Width;
        _fewest = instrument.MinimumAnswered ?? Width;
        _reversed = [.. Enumerable.Range(1, Width).Select(item => !_isFinished && instrument.Reversed!.Contains(item) ? instrument.RangeOf(item) : null)];
        _middles = [.. Enumerable.Range(1, Width).Select(item => _isFinished || instrument.RangeOf(item) is not { } range ? 0 : Math.Floor((range.Minimum + range.Maximum) / 2))];
        _reflected = measure.IsReflected ? instrument.ScoreRange : null;
    }

    /// <summary>Number of answers that make a score.</summary>
    public int Width { get; }

    /// <summary>An answer to an item (from 0), turned where the item is keyed the other way.</summary>
    public double Turned(int item, double answer) => _reversed[item] is { } range ? range.Reflect(answer) : answer;

    /// <summary>A whole number in the middle of an item's possible answers.</summary>
    public double Middle(int item) => _middles[item];

    /// <summary>The score of <see cref="Width"/> answers (NaN = not answered); NaN where too few were.</summary>
    public double Score(ReadOnlySpan<double> answers)
    {
        var score = _isFinished ? answers[0] : OfItems(answers);
        return _reflected is { } range ? range.Reflect(score) : score;
    }

    private double OfItems(ReadOnlySpan<double> answers)
    {
        var (sum, answered) = (0.0, 0);
        for (var i = 0; i < answers.Length; i++)
            if (!double.IsNaN(answers[i]))
            {
                sum += Turned(i, answers[i]);
                answered++;
            }
        if (answered < _fewest)
            return double.NaN;
        return _rule switch
        {
            ScoreRule.Sum => answered == answers.Length ? sum : answers.Length * sum / answered,
            ScoreRule.Mean => sum / answered,
            _ => 10 * sum / answered,
        };
    }
}
