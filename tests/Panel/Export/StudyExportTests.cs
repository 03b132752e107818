using System.Text;
using IpdEngine.Panel;
using IpdEngine.Panel.Export;
using IpdEngine.Tests.Panel.Store;
using IpdEngine.Tests.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Panel.Export;

public sealed class StudyExportTests
{
    [Fact]
    public void A_long_csv_has_a_row_a_session_and_empty_fields_for_what_is_missing() =>
        Assert.Equal(
            "participant,session,day,alliance,symptom,wai_t,intake,outcome,age,female,therapist,arm,years\n" +
            "p0000,1,0,3,19,0.5,20,,30,0,,cbt,0\n" +
            "p0000,2,,,18,1,20,,30,0,,cbt,0\n" +
            "p0000,3,,3,17,1.5,20,,30,0,,cbt,0\n" +
            "p0001,1,0,3.1,19,0.5,21,10,31,1,t1,ipt,1\n" +
            "p0001,2,,,18,1,21,10,31,1,t1,ipt,1\n" +
            "p0001,3,,3.1,17,1.5,21,10,31,1,t1,ipt,1\n",
            Csv(StoreSamples.Rich(participants: 2), ExportLayout.Long));

    [Fact]
    public void A_wide_csv_has_a_row_a_participant_and_a_column_a_score_and_session() =>
        Assert.Equal(
            "participant,alliance_1,alliance_2,alliance_3,symptom_1,symptom_2,symptom_3,wai_t_1,wai_t_2,wai_t_3,intake,outcome,age,female,therapist,arm,years\n" +
            "p0000,3,,3,19,18,17,0.5,1,1.5,20,,30,0,,cbt,0\n",
            Csv(StoreSamples.Rich(participants: 1), ExportLayout.Wide));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+a", "'+a")]
    [InlineData("-a", "'-a")]
    [InlineData("@a", "'@a")]
    [InlineData("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"")]
    public void Text_that_a_spreadsheet_would_run_or_split_is_made_harmless(string arm, string written)
    {
        var builder = new StudyPanelBuilder(Samples.Facts());
        builder.SetParticipant("p1", new ParticipantFacts { Arm = arm, Intake = -3 });
        Assert.Equal($"participant,intake,outcome,age,female,therapist,arm\np1,-3,,,,,{written}\n", Csv(builder.Build(), ExportLayout.Wide));
    }

    [Fact]
    public void Numbers_read_back_to_the_bit()
    {
        var panel = Samples.Panel([new(1, 1, Math.PI, 1.0 / 3)]);
        var fields = Csv(panel, ExportLayout.Long).Split('\n')[1].Split(',');
        Assert.Equal([Math.PI, 1.0 / 3], fields[3..5].Select(double.Parse));
    }

    [Fact]
    public void Names_that_meet_are_told_apart()
    {
        var builder = new StudyPanelBuilder(Samples.Facts(), measures: ["rating", "alliance_1"], covariates: ["rating"]);
        builder.AddSession("p1", 1, 1, 2, measures: [3, 4]);
        var panel = builder.Build();
        Assert.StartsWith("participant,session,day,alliance,symptom,alliance_1,rating,intake,outcome,age,female,therapist,arm,rating.2\n", Csv(panel, ExportLayout.Long), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportLayout.Long, "18")]
    [InlineData(ExportLayout.Wide, "6")]
    public void DuckDB_reads_an_exported_Parquet_file_and_finds_what_the_csv_says(ExportLayout layout, string rows)
    {
        using var scratch = new Scratch();
        using (var csv = File.Create(scratch["t.csv"]))
            StudyExport.Write(csv, StoreSamples.Rich(), ExportFormat.Csv, layout);
        using (var parquet = File.Create(scratch["t.parquet"]))
            StudyExport.Write(parquet, StoreSamples.Rich(), ExportFormat.Parquet, layout);
        Assert.Equal([[rows]], DuckDb.Query($"select count(*) from '{scratch["t.parquet"]}'"));
        Assert.Equal([["0"]], DuckDb.Query($"select count(*) from (select * from '{scratch["t.parquet"]}' except select * from '{scratch["t.csv"]}')"));
    }

    private static string Csv(StudyPanel panel, ExportLayout layout)
    {
        using var stream = new MemoryStream();
        StudyExport.Write(stream, panel, ExportFormat.Csv, layout);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
