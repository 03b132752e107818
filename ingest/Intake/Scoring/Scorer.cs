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
    private readonly PersonRows _person;
    private readonly double[] _answers;
    private readonly double[] _scores;
    private readonly FindingLog _log;

    public Scorer(ItemTable table, FindingLog log)
    {
        (_table, _study, _person, _log) = (table, table.Study, table.Person, log);
        _duplicates = new DuplicateRows(table, log);
        _keys = [.. ((MeasureDescription[])[_study.Alliance, _study.Symptom, .. _study.Extra]).Select(measure => new ScoreKey(measure))];
        _answers = new double[_person.Width];
        _scores = new double[_keys.Length];
    }

    /// <summary>The gathered scores; the panel is built of them when the items may be let go.</summary>
    public StudyPanelBuilder Score()
    {
        var builder = new StudyPanelBuilder(StudyFactsOf.Description(_study), [.. _study.Extra.Select(extra => extra.Name)], [.. _study.Covariates.Select(each => each.Role)],
            _table.Participants.Count);
        var (intake, outcome) = (Key(_study.Intake), Key(_study.Outcome));
        Span<char> pseudonym = stackalloc char[Pseudonyms.Length];
        foreach (var participant in _table.Participants.Order)
        {
            _table.Participants.Write(participant, pseudonym);
            builder.SetParticipant(pseudonym, Facts(participant, intake, outcome));
            _table.Load(participant);
            AddSessions(builder, builder.Participant(pseudonym));
        }
        return builder;
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
    private void AddSessions(StudyPanelBuilder builder, int participant)
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
            builder.AddSession(participant, _study.SessionsByDate ? number : _person.When(from), _scores[0], _scores[1],
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
                    _answers[i] = _person.Item(row, at + i);
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
