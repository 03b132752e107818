using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Intake.Validation;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Scoring;

/// <summary>Scores an <see cref="ItemTable"/> towards a <see cref="StudyPanel"/>: one row a participant and session, days since the first of them.</summary>
internal sealed class Scorer
{
    private readonly ItemTable _table;
    private readonly StudyDescription _study;
    private readonly DuplicateRows _duplicates;
    private readonly ScoreKey[] _keys;
    private readonly double[] _answers;
    private readonly double[] _scores;
    private readonly FindingLog _log;

    public Scorer(ItemTable table, FindingLog log)
    {
        (_table, _study, _log) = (table, table.Study, log);
        _duplicates = new DuplicateRows(table, log);
        _keys = [.. ((MeasureDescription[])[_study.Alliance, _study.Symptom, .. _study.Extra]).Select(measure => new ScoreKey(measure))];
        _answers = new double[table.Width];
        _scores = new double[_keys.Length];
    }

    /// <summary>The gathered scores; the panel is built of them when the items may be let go.</summary>
    public StudyPanelBuilder Score()
    {
        var builder = new StudyPanelBuilder(StudyFactsOf.Description(_study), [.. _study.Extra.Select(extra => extra.Name)], [.. _study.Covariates.Select(each => each.Role)]);
        AddParticipants(builder);
        for (int first = 0, next; first < _table.Count; first = next)
        {
            for (next = first + 1; next < _table.Count && _table.Participant(next) == _table.Participant(first); next++) { }
            AddSessions(builder, builder.Participant(_table.Participants[_table.Participant(first)]), first, next);
        }
        return builder;
    }

    private void AddParticipants(StudyPanelBuilder builder)
    {
        var fields = _table.Fields;
        var (intake, outcome) = (Key(_study.Intake), Key(_study.Outcome));
        for (var participant = 0; participant < _table.Participants.Count; participant++)
        {
            var code = participant;
            builder.SetParticipant(_table.Participants[participant], new ParticipantFacts
            {
                Intake = Score(intake, fields.Intake, participant),
                Outcome = Score(outcome, fields.Outcome, participant),
                Age = fields.Age[participant],
                Female = fields.Female[participant],
                Therapist = Label(fields.TherapistCells, fields.Therapist[participant]),
                Arm = Label(fields.ArmCells, fields.Arm[participant]),
                Covariates = [.. fields.Covariates.Select(covariate => covariate[code])],
            });
        }
    }

    /// <summary>Adds one participant's sessions, rows <paramref name="first"/> up to <paramref name="next"/>.</summary>
    private void AddSessions(StudyPanelBuilder builder, int participant, int first, int next)
    {
        var (firstDay, latest, number) = (FirstDay(first, next), DateCells.Unknown, 0);
        for (int from = first, to; from < next; from = to)
        {
            for (to = from + 1; to < next && _table.When(to) == _table.When(from); to++) { }
            number++;
            var (used, end) = _duplicates.Judge(from, to);
            ScoreRows(used, end);
            var date = _table.Date(used);
            if (date != DateCells.Unknown && date < latest)
                _log.Warning("dates-out-of-order", "a session that is dated before an earlier session", "dates that rise with the session numbers",
                    "stored as it stands; check the dates and the numbers", _table.SourceRow(used));
            latest = Math.Max(latest, date);
            builder.AddSession(participant, _study.SessionsByDate ? number : _table.When(from), _scores[0], _scores[1],
                date == DateCells.Unknown ? SessionTable.UnknownDay : date - firstDay, _scores.AsSpan(2));
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
                    _answers[i] = _table.Item(row, at + i);
                var score = _keys[k].Score(_answers.AsSpan(0, _keys[k].Width));
                if (answered is null)
                    _scores[k] = score;
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

    private int FirstDay(int first, int next)
    {
        var earliest = int.MaxValue;
        for (var row = first; row < next; row++)
            if (_table.Date(row) != DateCells.Unknown)
                earliest = Math.Min(earliest, _table.Date(row));
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
