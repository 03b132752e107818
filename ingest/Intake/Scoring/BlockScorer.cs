using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Intake.Validation;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>Scores some participants of an <see cref="ItemTable"/>: one row a participant and session, days since the first of them.</summary>
internal sealed class BlockScorer
{
    private readonly ItemTable _table;
    private readonly StudyDescription _study;
    private readonly DuplicateRows _duplicates;
    private readonly ScoreKey[] _keys;
    private readonly PersonRows _person;
    private readonly double[] _answers;
    private readonly double[] _scores;
    private readonly ScoredBlock _block;
    private readonly FindingLog _log;

    /// <param name="table">The answers.</param>
    /// <param name="log">Takes what is found; this block's own.</param>
    public BlockScorer(ItemTable table, FindingLog log)
    {
        (_table, _study, _person, _log) = (table, table.Study, table.NewPerson(), log);
        _duplicates = new DuplicateRows(_study.Duplicates, _person, log);
        _keys = [.. ((MeasureDescription[])[_study.Alliance, _study.Symptom, .. _study.Extra]).Select(measure => new ScoreKey(measure))];
        _answers = new double[_person.Width];
        _scores = new double[_keys.Length];
        _block = new ScoredBlock(_keys.Length, ItemSums.Of(_study));
    }

    /// <summary>The scores of the participants of these codes, in their order; they live until the next call.</summary>
    public ScoredBlock Score(ReadOnlySpan<int> participants)
    {
        var block = _block;
        block.Clear();
        var (intake, outcome) = (Key(_study.Intake), Key(_study.Outcome));
        Span<char> pseudonym = stackalloc char[Pseudonyms.Length];
        foreach (var participant in participants)
        {
            _table.Participants.Write(participant, pseudonym);
            block.Add(pseudonym, Facts(participant, intake, outcome));
            _table.Load(participant, _person);
            AddSessions(block);
            foreach (var sums in block.Items)
                sums?.EndPerson();
        }
        return block;
    }

    private ParticipantFacts Facts(int participant, ScoreKey? intake, ScoreKey? outcome)
    {
        var fields = _table.Fields;
        return new ParticipantFacts
        {
            Intake = Score(intake, fields.Intake, participant),
            Outcome = Score(outcome, fields.Outcome, participant),
            Age = fields.Age[participant],
            Female = fields.Female[participant],
            Therapist = Label(fields.TherapistCells, fields.Therapist[participant]),
            Arm = Label(fields.ArmCells, fields.Arm[participant]),
            Covariates = fields.Covariates.Count == 0 ? [] : [.. fields.Covariates.Select(covariate => covariate[participant])],
        };
    }

    /// <summary>Adds the sessions of the participant that is loaded.</summary>
    private void AddSessions(ScoredBlock block)
    {
        var (firstDay, latest, number) = (FirstDay(), DateCells.Unknown, 0);
        for (int from = 0, to; from < _person.Count; from = to)
        {
            for (to = from + 1; to < _person.Count && _person.When(to) == _person.When(from); to++) { }
            number++;
            var (used, end) = _duplicates.Judge(from, to);
            ScoreRows(used, end);
            var date = _person.Date(used);
            if (date != DateCells.Unknown && date < latest)
                _log.Warning("dates-out-of-order", "a session that is dated before an earlier session", "dates that rise with the session numbers",
                    "stored as it stands; check the dates and the numbers", _person.SourceRow(used));
            latest = Math.Max(latest, date);
            block.Add(_study.SessionsByDate ? number : _person.When(from), date == DateCells.Unknown ? SessionTable.UnknownDay : date - firstDay, _scores);
        }
    }

    /// <summary>Scores rows; several (of which the description wants the mean) are averaged measure by measure.</summary>
    private void ScoreRows(int first, int next)
    {
        for (int k = 0, at = 0; k < _keys.Length; at += _keys[k].Width, k++)
        {
            var answered = next - first == 1 ? null : new List<double>(next - first);
            for (var row = first; row < next; row++)
            {
                for (var i = 0; i < _keys[k].Width; i++)
                    _answers[i] = _person.Item(row, at + i);
                var score = _keys[k].Score(_answers.AsSpan(0, _keys[k].Width));
                // Rows that contradict each other are averaged as scores; of their items neither is taken.
                if (answered is null)
                {
                    _scores[k] = score;
                    _block.Items[k]?.Add(_answers.AsSpan(0, _keys[k].Width));
                }
                else if (!double.IsNaN(score))
                    answered.Add(score);
            }
            if (answered is null)
                continue;
            // Summed in order of size, so that the order of the rows does not show in the last digit.
            answered.Sort();
            _scores[k] = answered.Count == 0 ? double.NaN : answered.Sum() / answered.Count;
        }
    }

    private int FirstDay()
    {
        var earliest = int.MaxValue;
        for (var row = 0; row < _person.Count; row++)
            if (_person.Date(row) != DateCells.Unknown)
                earliest = Math.Min(earliest, _person.Date(row));
        return earliest;
    }

    private static ScoreKey? Key(MeasureDescription? measure) => measure is null ? null : new ScoreKey(measure);

    private static double Score(ScoreKey? key, IReadOnlyList<ParticipantField> items, int participant)
    {
        if (key is null)
            return double.NaN;
        Span<double> answers = key.Width <= 256 ? stackalloc double[key.Width] : new double[key.Width];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = items[i][participant];
        return key.Score(answers);
    }

    private static string? Label(LabelCells? cells, double code) => cells is null || double.IsNaN(code) ? null : cells.Labels[(int)code];
}
