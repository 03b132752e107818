using IpdEngine.Intake.Instruments;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.DescriptionForm;

/// <summary>The sections of the form, in the order in which one thinks of a study.</summary>
internal static class FormSections
{
    private const string Columns = "columns-found";
    private const string Instruments = "instruments-known";
    private const string Sheets = "sheets-found";
    private const int MostSuggested = 500;
    private static readonly (string, string)[] s_none = [("", "(as the registry says)")];

    /// <summary>Suggestions for the fields of columns, sheets and instruments.</summary>
    public static Html Suggestions(IEnumerable<string> columns, IEnumerable<string> sheets) => Html.Of(
        $"""
        <datalist id="{Columns}">{Html.Each(columns.Take(MostSuggested), name => Html.Of($"<option value=\"{name}\"></option>"))}</datalist>
        <datalist id="{Sheets}">{Html.Each(sheets.Take(MostSuggested), name => Html.Of($"<option value=\"{name}\"></option>"))}</datalist>
        <datalist id="{Instruments}">{Html.Each(InstrumentRegistry.All, each => Html.Of($"<option value=\"{each.Code}\">{each.Name}</option>"))}</datalist>
        """);

    public static Html Study(ShownForm form) => Section("The study", Html.Of(
        $"""
        {form.Field("study", "Code of the study", "Letters, digits, hyphen and underscore. The next upload of the same code becomes its next version.").Line()}
        {form.Field("country", "Country (optional)", "Two capital letters, such as DE.").Line()}
        {form.Field("design", "Design (optional)", "Such as rct or naturalistic.").Line()}
        {form.Field("synthetic", "Every value in it is simulated").Tick()}
        """));

    public static Html Reading(ShownForm form)
    {
        string[] folded = ["header_row", "label_rows", "separator", "decimal", "encoding", "date_format"];
        return Section("How the file is laid out", Html.Of(
            $"""
            {form.Field("layout", "Layout").Choice([("", "(choose)"), ("long", "long: one row a participant and session"), ("wide", "wide: one row a participant, sessions in the columns' names"), ("sheets", "sheets: one sheet a session")])}
            {form.Field("missing", "Codes for missing", "Separated by commas, such as -9, 99, k.A.").Line()}
            {form.Field("sheet", "Sheet (where there are several)", "The one sheet that holds the data.", Sheets).Line()}
            {form.Field("sheets", "Names of the session sheets", "For the layout of sheets; {session} stands for the number: Session {session}").Line()}
            {form.Field("participant_sheet", "Sheet of one row a participant", "Where age, therapist and the like stand in a sheet of their own.", Sheets).Line()}
            """), Folded("How the file is read", "The worker finds these by itself; fill in what it got wrong.", form.Uses(folded), Html.Of(
            $"""
            {form.Field("decimal", "Decimal mark").Choice([("", "(as found)"), (".", "point: 3.5"), (",", "comma: 3,5")])}
            {form.Field("separator", "Separator", "One character, or tab.").Line()}
            {form.Field("encoding", "Encoding", "Such as utf-8 or windows-1252.").Line()}
            {form.Field("header_row", "Row of the column names", "From 1.").Line()}
            {form.Field("label_rows", "Rows of labels below it").Line()}
            {form.Field("date_format", "How dates are written", "Such as dd.MM.yyyy; without it yyyy-MM-dd.").Line()}
            """)));
    }

    public static Html Who(ShownForm form) => Section("Who and when", Html.Of(
        $"""
        {form.Field("participant", "Column of the participant's identifier", "It becomes a pseudonym; the identifier itself is not stored.", Columns).Line()}
        {form.Field("session", "Column of the session's number", "Long layout. In the other layouts the names of columns or sheets give it: leave it empty.", Columns).Line()}
        {form.Field("session.order_of", "or: number sessions in order of the date in", "Long layout without session numbers.", Columns).Line()}
        {form.Field("date", "Column of the session's date (optional)", "It becomes days since the first session. In the wide layout with {session} in the name.", Columns).Line()}
        {form.Field("session_lag", "Sessions from one measurement to the next", "1 where every session was measured, 2 where every other was.").Line()}
        {form.Field("duplicates", "Two rows of one participant and session that disagree").Choice([("", "(refuse)"), ("refuse", "refuse the study"), ("mean", "take the mean"), ("last", "take the last")])}
        """));

    public static Html Measure(ShownForm form, string key, string title)
    {
        string[] more = ["rater", "timing", "missing"];
        var instrument = InstrumentRegistry.Find(form.Values[$"{key}.instrument"]);
        return Section(title, Html.Of(
            $"""
            {form.Field($"{key}.instrument", "Instrument", "A code of the registry, or one of your own with its facts below.", Instruments).Line()}
            {form.Field($"{key}.kind", "What the columns hold").Choice([("score", "finished scores"), ("items", "answers to the items")])}
            {form.Field($"{key}.columns", "Columns", "One name, in which {session} and {item} may stand for numbers: wai_{session}, core_s{session}_{item}. Or the columns of all items, in the instrument's order, separated by commas.", Columns, isWide: true).Line()}
            {form.Field($"{key}.rater", "Who answered").Choice([.. s_none, ("P", "the patient"), ("T", "the therapist"), ("O", "an observer")])}
            {form.Field($"{key}.timing", "When in the session").Choice([("", "(not known)"), ("before", "before"), ("during", "during"), ("after", "after")])}
            {form.Field($"{key}.missing", "Further codes for missing, in these columns").Line()}
            """), Html.Of(
            $"""
            {Html.When(instrument, known => Html.Of($"<p class=\"hint\">The registry on {known.Code}: {known.Name}; {Words(known)}</p>"))}
            {Folded("What the study states of this instrument", "In the registry's place, or where it has nothing certain.", form.Uses(FormFields.Definition.Select(each => $"{key}.{each.Field}")), Html.Of(
            $"""
            {form.Field($"{key}.score_range", "Possible scores", "Such as 0 to 63.").Line()}
            {form.Field($"{key}.higher_is", "A higher score is").Choice([.. s_none, ("better", "better for the patient"), ("worse", "worse for the patient")])}
            {form.Field($"{key}.item_count", "Number of items").Line()}
            {form.Field($"{key}.item_range", "Possible answers to an item", "Such as 0 to 3.").Line()}
            {form.Field($"{key}.rule", "The score is").Choice([.. s_none, ("sum", "the sum of the items"), ("mean", "their mean"), ("mean x10", "ten times their mean")])}
            {form.Field($"{key}.reversed", "Items keyed the other way", "Their numbers, separated by commas; or none.").Line()}
            {form.Field($"{key}.min_answered", "Fewest answers that make a score").Line()}
            """))}
            """));
    }

    public static Html Severity(ShownForm form) => Section("Severity before and after treatment (optional)", Html.Each(
        [("intake", "before"), ("outcome", "after")],
        each => Html.Of(
            $"""
            {form.Field($"{each.Item1}.columns", $"Column {each.Item2} treatment", "A name, or the columns of its items.", Columns).Line()}
            {form.Field($"{each.Item1}.instrument", $"Instrument {each.Item2} treatment", "Empty: that of the symptoms.", Instruments).Line()}
            {form.Field($"{each.Item1}.kind", $"What it holds ({each.Item2} treatment)").Choice([("score", "a finished score"), ("items", "answers to the items")])}
            """)));

    public static Html Persons(ShownForm form) => Section("Persons (optional)", Html.Of(
        $"""
        {form.Field("therapist", "Column of the therapist", "It becomes a pseudonym.", Columns).Line()}
        {form.Field("arm", "Column of the treatment arm", null, Columns).Line()}
        {form.Field("arm.values", "What its cells mean", "Such as 1 = CBT, 2 = waiting list. Empty: as they stand.").Line()}
        {form.Field("age", "Column of the age in years", null, Columns).Line()}
        {form.Field("female", "Column of the sex", null, Columns).Line()}
        {form.Field("female.values", "Which cells are women", "1 for women, 0 for others: weiblich = 1, männlich = 0.").Line()}
        {form.Field("drop", "Columns that are neither read nor stored", "Names, birth dates, addresses and the like, separated by commas: the study is refused until they stand here.", isWide: true).Line()}
        """));

    public static Html Everything(ShownForm form) => Section("Everything else, as YAML", Html.Of(
        $"""
        {form.Field(FormFields.Rest, "Further keys of the description", "What this form has no field for: variables, covariates, extra, instruments of other measures.", isWide: true).Area(8)}
        """), Html.When(form.Hints.Count > 0, () => Html.Of($"<p class=\"hint\">Hints from the file:</p><pre>{string.Join('\n', form.Hints)}</pre>")));

    internal static Html Section(string title, Html fields, Html? more = null) => Html.Of(
        $"""
        <fieldset>
        <legend>{title}</legend>
        <div class="fields">
        {fields}
        </div>
        {more}
        </fieldset>

        """);

    private static Html Folded(string title, string hint, bool isOpen, Html fields) => Html.Of(
        $"""
        <details{(isOpen ? Html.Of($" open") : Html.None)}>
        <summary>{title}</summary>
        <p class="hint">{hint}</p>
        <div class="fields">
        {fields}
        </div>
        </details>
        """);

    private static string Words(Instrument known) => string.Join(", ", new[]
    {
        known.ScoreRange is { } range ? $"scores {range}" : "its range has to be stated", known.HigherIsBetter ? "higher is better" : "higher is worse", known.Items is { } items ? $"{items} items" : null,
        known.Certainty.Length > 0 ? known.Certainty : null,
    }.OfType<string>()) + ".";
}
