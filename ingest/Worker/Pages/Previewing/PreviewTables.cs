using System.Globalization;
using IpdEngine.Panel;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Previewing;

/// <summary>The scored and oriented study as tables: how its measures are distributed, and the sessions of its first participants under their pseudonyms.</summary>
internal static class PreviewTables
{
    private const int MostParticipants = 10;
    private const int MostSessions = 40;
    private const int ShownOfPseudonym = 8;

    public static Html Of(Preview preview, StudyPanel panel)
    {
        var first = Enumerable.Range(0, Math.Min(MostParticipants, panel.Participants.Count)).ToList();
        return Html.Of(
            $"""
            <h2>How the scores are distributed</h2>
            <p>In the direction in which they are stored: of the alliance higher is better, of symptoms higher is worse.</p>
            {Region.Table("Measures", ["Measure", "Instrument", "Possible scores", "Direction", Heading.Number("Scores"), Heading.Number("Missing"), Heading.Number("Mean"), Heading.Number("SD"), "Seen", Heading.Number("At floor"), Heading.Number("At ceiling"), "Distribution"],
                Html.Each(preview.Measures, Row))}
            <h2>The first {Facts.Count(first.Count, "participant")}</h2>
            <p>By pseudonym, of which the first {ShownOfPseudonym} of 32 digits are shown.</p>
            {Persons(panel, first)}
            {Sessions(panel, first, "Alliance", panel.Sessions.Alliance)}
            {Sessions(panel, first, "Symptoms", panel.Sessions.Symptom)}
            {Html.Each(panel.Sessions.Measures, name => Sessions(panel, first, name, panel.Sessions.Measure(name)))}
            """);
    }

    private static Html Row(MeasureSummary measure) => Html.Of(
        $"""
        <tr><th scope="row">{measure.Name}</th><td>{measure.Instrument}</td><td>{Number(measure.Low)} to {Number(measure.High)}</td>
        <td>higher is {(measure.HigherIsBetter ? "better" : "worse")}{(measure.IsReflected ? Html.Of($" <span class=\"mark warn\">turned round</span>") : Html.None)}</td>
        <td class="number">{measure.Count}</td><td class="number">{measure.Missing}</td><td class="number">{Number(measure.Mean)}</td><td class="number">{Number(measure.Sd)}</td><td>{Number(measure.Minimum)} to {Number(measure.Maximum)}</td>
        <td class="number">{Share(measure.AtFloor)}</td><td class="number">{Share(measure.AtCeiling)}</td><td>{Histogram.Of($"Distribution of {measure.Name} from {Number(measure.Low)} to {Number(measure.High)}", measure.Bins)}</td></tr>

        """);

    private static Html Persons(StudyPanel panel, List<int> first)
    {
        var (persons, sessions) = (panel.Participants, panel.Sessions);
        string Days(int person)
        {
            var (from, count) = sessions.RowsOf(person);
            var last = Enumerable.Range(from, count).Select(row => sessions.Day[row]).Where(day => day != SessionTable.UnknownDay).DefaultIfEmpty(-1).Max();
            return last < 0 ? "" : last.ToString(CultureInfo.InvariantCulture);
        }
        (Heading Heading, Func<int, string> Cell)[] columns =
        [
            (Heading.Number("Sessions"), person => sessions.RowsOf(person).Count.ToString(CultureInfo.InvariantCulture)), (Heading.Number("Days"), Days),
            (Heading.Number("Intake"), person => Number(persons.Intake[person])), (Heading.Number("Outcome"), person => Number(persons.Outcome[person])),
            (Heading.Number("Age"), person => Number(persons.Age[person])), ("Sex", person => Sex(persons.Female[person])),
            ("Arm", person => persons.Arm[person] < 0 ? "" : persons.Arms[persons.Arm[person]]), ("Therapist", person => persons.Therapist[person] < 0 ? "" : Short(persons.Therapists[persons.Therapist[person]])),
            .. persons.Covariates.Select(name => (Heading.Number(name), (Func<int, string>)(person => Number(persons.Covariate(name)[person])))),
        ];
        // What is known of none of them has no column.
        var shown = columns.Where(column => first.Any(person => column.Cell(person).Length > 0)).ToList();
        return Region.Table("What is known of them", ["Participant", .. shown.Select(column => column.Heading)], Html.Each(first, person => Html.Of(
            $"<tr><th scope=\"row\">{Short(persons.Id(person))}</th>{Html.Each(shown, column => Html.Of($"<td{(column.Heading.IsNumber ? Html.Of($" class=\"number\"") : Html.None)}>{column.Cell(person)}</td>"))}</tr>\n")));
    }

    private static Html Sessions(StudyPanel panel, List<int> first, string name, ReadOnlySpan<double> values)
    {
        var sessions = panel.Sessions;
        var scores = new SortedDictionary<int, double[]>();
        foreach (var (place, person) in first.Index())
        {
            var (from, count) = sessions.RowsOf(person);
            for (var row = from; row < from + count; row++)
            {
                if (!scores.TryGetValue(sessions.Session[row], out var column))
                {
                    scores.Add(sessions.Session[row], column = new double[first.Count]);
                    Array.Fill(column, double.NaN);
                }
                column[place] = values[row];
            }
        }
        var shown = scores.Take(MostSessions).ToList();
        return Region.Table($"{name} by session", Html.Of($"{(scores.Count > shown.Count ? $" (the first {shown.Count} of {scores.Count} sessions)" : "")}"),
            ["Participant", .. shown.Select(session => Heading.Number($"{session.Key}"))],
            Html.Each(first, person => Html.Of($"<tr><th scope=\"row\">{Short(panel.Participants.Id(person))}</th>{Html.Each(shown, session => Html.Of($"<td class=\"number\">{Number(session.Value[person])}</td>"))}</tr>\n")));
    }

    private static string Short(string pseudonym) => pseudonym[..ShownOfPseudonym];

    private static string Sex(double female) => double.IsNaN(female) ? "" : female == 1 ? "female" : "not female";

    private static string Share(double share) => double.IsNaN(share) ? "" : share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(double number) => double.IsNaN(number) ? "" : number.ToString("0.##", CultureInfo.InvariantCulture);
}
