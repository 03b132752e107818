using IpdEngine.Worker.Form;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.DescriptionForm;

/// <summary>The published figures that the stored study is held against.</summary>
internal static class PublishedSection
{
    private const int FreeRows = 3;

    public static Html Of(ShownForm form) => FormSections.Section("Published figures to check against (optional)", Html.Of(
        $"""
        {form.Field("published.n", "Number of participants", "As it was printed.").Line()}
        """), Region.Table("Means and standard deviations as they were printed", Html.Of($" <small>In the direction in which the study reports the instrument. Without a session: over all sessions. Each time the form is checked there are three empty rows more.</small>"),
            ["Measure", "Session", "Mean", "SD", "Tolerance"],
            Html.Each(Enumerable.Range(0, Math.Min(FormFields.MostMoments, form.Values.Moments + FreeRows)), row => Row(form, row))));

    private static Html Row(ShownForm form, int row)
    {
        var measure = form.Field(FormFields.Moment(row, "measure"), $"Measure of row {row + 1}");
        return Html.Of(
            $"""
            <tr><td><select id="{measure.Id}" name="{measure.Name}" aria-label="{measure.Label}"><option value=""></option>{Html.Each(FormFields.Choices["measure"], word => Html.Of($"<option{(measure.Value == word ? Html.Of($" selected") : Html.None)}>{word}</option>"))}</select>{Told(measure)}</td>{Html.Each(
                [("session", "Session"), ("mean", "Mean"), ("sd", "SD"), ("tolerance", "Tolerance")], each => Cell(form.Field(FormFields.Moment(row, each.Item1), $"{each.Item2} of row {row + 1}")))}</tr>

            """);
    }

    private static Html Cell(Field field) => Html.Of(
        $"<td><input id=\"{field.Id}\" name=\"{field.Name}\" value=\"{field.Value}\" inputmode=\"decimal\" autocomplete=\"off\" aria-label=\"{field.Label}\"{(field.Errors.Count > 0 ? Html.Of($" aria-invalid=\"true\" aria-describedby=\"{field.Id}-fault\"") : Html.None)}>{Told(field)}</td>");

    private static Html Told(Field field) => Html.When(field.Errors.Count > 0, () => Html.Of($"<p class=\"fault\" id=\"{field.Id}-fault\">{Html.Each(field.Errors, fault => fault)}</p>"));
}
