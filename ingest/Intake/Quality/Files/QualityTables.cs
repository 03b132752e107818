using IpdEngine.Panel.Tables;

namespace IpdEngine.Intake.Quality.Files;

/// <summary>The quality of a study version as tidy tables, with the column names of R's broom where it has one.</summary>
internal static class QualityTables
{
    /// <summary>The tables by file name.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<TableColumn> Columns)> Of(StudyQuality quality)
    {
        List<(string, IReadOnlyList<TableColumn>)> tables =
        [
            ("completeness.csv", Completeness(quality)), ("dropout.csv", Dropout(quality)), ("distribution.csv", Distributions(quality)), ("histogram.csv", Histograms(quality)),
            ("reliability.csv", Reliability(quality)), ("items.csv", Items(quality)), ("variance.csv", Variance(quality)), ("jumps.csv", Jumps(quality)),
            ("published.csv", Published(quality)), ("codebook.csv", Codebook(quality)),
        ];
        if (!quality.IsMasked)
            tables.Add(("jump_list.csv", JumpList(quality)));
        return tables;
    }

    private static IReadOnlyList<TableColumn> Completeness(StudyQuality quality) =>
        new TidyTable<(string Measure, SessionCompleteness At)>(quality.Completeness.SelectMany(each => each.Sessions.Select(session => (each.Measure, session))))
            .Text("measure", row => row.Measure).Whole("session", row => row.At.Session).Whole("n", row => row.At.Observed).Number("share", row => row.At.Share).Whole("skipped", row => row.At.Skipped)
            .Whole("not_begun", row => row.At.NotBegun).Whole("past_last", row => row.At.Over).Whole("last", row => row.At.Last).Number("retained", row => row.At.Retained).Columns;

    private static IReadOnlyList<TableColumn> Dropout(StudyQuality quality) =>
        new TidyTable<Completeness>(quality.Completeness)
            .Text("measure", row => row.Measure).Whole("participants", row => row.Participants).Whole("complete", row => row.Complete).Whole("monotone", row => row.Monotone)
            .Whole("intermittent", row => row.Intermittent).Whole("never", row => row.Never).Columns;

    private static IReadOnlyList<TableColumn> Distributions(StudyQuality quality) =>
        new TidyTable<Distribution>([.. quality.Distributions, .. quality.BySession])
            .Text("measure", row => row.Measure).Whole("session", row => row.Session).Whole("n", row => row.N).Number("mean", row => row.Mean).Number("sd", row => row.Sd).Number("skew", row => row.Skew)
            .Number("min", row => row.Minimum).Number("q25", row => row.FirstQuartile).Number("median", row => row.Median).Number("q75", row => row.ThirdQuartile).Number("max", row => row.Maximum)
            .Number("floor", row => row.FloorShare).Number("ceiling", row => row.CeilingShare).Flag("floor_flag", row => row.HasFloor).Flag("ceiling_flag", row => row.HasCeiling).Columns;

    private static IReadOnlyList<TableColumn> Histograms(StudyQuality quality) =>
        new TidyTable<(string Measure, HistogramBin Bin)>(quality.Distributions.SelectMany(each => each.Bins.Select(bin => (each.Measure, bin))))
            .Text("measure", row => row.Measure).Number("from", row => row.Bin.From).Number("to", row => row.Bin.To).Whole("n", row => row.Bin.Count).Columns;

    private static IReadOnlyList<TableColumn> Reliability(StudyQuality quality) =>
        new TidyTable<(Reliability Of, string Term, double Estimate, double Error, double Low, double High)>(quality.Reliability.SelectMany(each => new[]
            {
                (each, "alpha", each.Alpha, each.AlphaSe, each.AlphaLow, each.AlphaHigh), (each, "omega", each.Omega, double.NaN, double.NaN, double.NaN),
            }))
            .Text("measure", row => row.Of.Measure).Text("instrument", row => row.Of.Instrument).Text("basis", row => Basis(row.Of.Basis)).Whole("n", row => row.Of.N).Whole("incomplete", row => row.Of.Incomplete)
            .Text("term", row => row.Term).Number("estimate", row => row.Estimate).Number("std.error", row => row.Error).Number("conf.low", row => row.Low).Number("conf.high", row => row.High)
            .Text("reason", row => row.Of.Reason).Columns;

    private static IReadOnlyList<TableColumn> Items(StudyQuality quality) =>
        new TidyTable<(Reliability Of, ItemReliability Item)>(quality.Reliability.SelectMany(each => each.Items.Select(item => (each, item))))
            .Text("measure", row => row.Of.Measure).Text("basis", row => Basis(row.Of.Basis)).Whole("item", row => row.Item.Item).Number("mean", row => row.Item.Mean).Number("sd", row => row.Item.Sd)
            .Number("loading", row => row.Item.Loading).Number("r.drop", row => row.Item.RestCorrelation).Number("alpha.drop", row => row.Item.AlphaWithout).Columns;

    private static IReadOnlyList<TableColumn> Variance(StudyQuality quality) =>
        new TidyTable<(string Measure, string Term, double Estimate, int? N)>(quality.Variance.SelectMany(each => new[]
            {
                (each.Measure, "sd.between", each.BetweenSd, each.Persons), (each.Measure, "sd.within", each.WithinSd, each.Values), (each.Measure, "icc1", each.Icc, each.Persons),
                (each.Measure, "icc1.reml", each.RemlIcc, each.Persons), (each.Measure, "lag1", each.Lag1, each.Pairs),
            }))
            .Text("measure", row => row.Measure).Text("term", row => row.Term).Number("estimate", row => row.Estimate).Whole("n", row => row.N).Columns;

    private static IReadOnlyList<TableColumn> Jumps(StudyQuality quality) =>
        new TidyTable<Jumps>(quality.Jumps)
            .Text("measure", row => row.Measure).Whole("changes", row => row.Changes).Number("median", row => row.Median).Number("spread", row => row.Spread).Number("low", row => row.Low)
            .Number("high", row => row.High).Whole("n", row => row.Count).Columns;

    private static IReadOnlyList<TableColumn> JumpList(StudyQuality quality) =>
        new TidyTable<(string Measure, Jump Jump)>(quality.Jumps.SelectMany(each => each.Listed.Select(jump => (each.Measure, jump))))
            .Text("measure", row => row.Measure).Text("participant", row => row.Jump.Participant).Whole("from_session", row => row.Jump.FromSession).Whole("to_session", row => row.Jump.ToSession)
            .Number("from", row => row.Jump.From).Number("to", row => row.Jump.To).Number("change", row => row.Jump.Change).Columns;

    private static IReadOnlyList<TableColumn> Published(StudyQuality quality) =>
        new TidyTable<Validation.PublishedComparison>(quality.Published)
            .Text("measure", row => row.Measure).Whole("session", row => row.Session).Text("term", row => row.Figure).Number("estimate", row => row.Found).Number("published", row => row.Published)
            .Number("difference", row => row.Difference).Number("tolerance", row => row.Tolerance).Text("verdict", row => row.Agrees ? "agrees" : double.IsFinite(row.Found) ? "differs" : "not told").Columns;

    private static IReadOnlyList<TableColumn> Codebook(StudyQuality quality) =>
        new TidyTable<CodebookEntry>(quality.Codebook)
            .Text("table", row => row.Table).Text("column", row => row.Column).Text("label", row => row.Label).Text("type", row => row.Type).Text("unit", row => row.Unit).Number("min", row => row.Minimum)
            .Number("max", row => row.Maximum).Text("instrument", row => row.Instrument).Text("rater", row => row.Rater).Text("timing", row => row.Timing).Text("orientation", row => row.Orientation)
            .Whole("n", row => row.N).Whole("missing", row => row.Missing).Columns;

    private static string Basis(ReliabilityBasis basis) => basis switch { ReliabilityBasis.FirstSession => "first", ReliabilityBasis.Pooled => "pooled", _ => "within" };
}
