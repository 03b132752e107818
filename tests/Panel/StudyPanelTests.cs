using CsCheck;
using IpdEngine.Panel;
using Xunit;

namespace IpdEngine.Tests.Panel;

public sealed class StudyPanelTests
{
    [Fact]
    public void Sessions_stand_by_participant_in_ordinal_order_and_then_by_session()
    {
        var builder = new StudyPanelBuilder(Samples.Facts());
        builder.AddSession("b", 2, 4, 20);
        builder.AddSession("a", 3, double.NaN, 18);
        builder.AddSession("B", -1, 5, double.NaN, day: 7);
        builder.AddSession("b", 1, 3, 21);
        var panel = builder.Build();

        Assert.Equal(["B", "a", "b"], Enumerable.Range(0, 3).Select(panel.Participants.Id));
        Assert.Equal([0, 1, 2, 2], panel.Sessions.Participant.ToArray());
        Assert.Equal([-1, 3, 1, 2], panel.Sessions.Session.ToArray());
        Assert.Equal([7, SessionTable.UnknownDay, SessionTable.UnknownDay, SessionTable.UnknownDay], panel.Sessions.Day.ToArray());
        Assert.Equal([5, double.NaN, 3, 4], panel.Sessions.Alliance.ToArray());
        Assert.Equal((2, 2), panel.Sessions.RowsOf(2));
    }

    [Fact]
    public void A_missing_score_is_NaN_in_the_values_and_off_in_the_validity_bitmap()
    {
        var builder = new StudyPanelBuilder(Samples.Facts());
        builder.AddSession("a", 1, double.NaN, 18);
        builder.AddSession("a", 2, 4, 18);
        var alliance = builder.Build().Sessions.Batch.Column("alliance");

        Assert.Equal(1, alliance.NullCount);
        Assert.True(alliance.IsNull(0));
        Assert.True(alliance.IsValid(1));
    }

    [Fact]
    public void A_session_with_neither_score_is_no_row_and_a_participant_without_sessions_stays()
    {
        var builder = new StudyPanelBuilder(Samples.Facts(), measures: ["wai_t"]);
        Assert.False(builder.AddSession("a", 1, double.NaN, double.NaN, measures: [3.0]));
        var panel = builder.Build();

        Assert.Equal(0, panel.Sessions.Count);
        Assert.Equal(1, panel.Participants.Count);
        Assert.Equal((0, 0), panel.Sessions.RowsOf(0));
    }

    [Fact]
    public void Two_rows_for_one_participant_and_session_are_refused()
    {
        var builder = new StudyPanelBuilder(Samples.Facts());
        builder.AddSession("a", 1, 4, 20);
        builder.AddSession("b", 1, 4, 20);
        builder.AddSession("a", 1, 4, 20);
        Assert.Contains("rows 0 and 2", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Therapists_and_arms_are_codes_into_labels_in_ordinal_order()
    {
        var builder = new StudyPanelBuilder(Samples.Facts(), covariates: ["years", "bmi"]);
        builder.SetParticipant("a", new ParticipantFacts { Therapist = "t9", Arm = "ipt", Covariates = [1, 2] });
        builder.SetParticipant("b", new ParticipantFacts { Therapist = "t1" });
        builder.SetParticipant("c", new ParticipantFacts { Arm = "cbt", Intake = 11, Female = 1 });
        var participants = builder.Build().Participants;

        Assert.Equal(["t1", "t9"], participants.Therapists);
        Assert.Equal([1, 0, -1], participants.Therapist.ToArray());
        Assert.Equal(["cbt", "ipt"], participants.Arms);
        Assert.Equal([1, -1, 0], participants.Arm.ToArray());
        Assert.Equal(["bmi", "years"], participants.Covariates);
        Assert.Equal([2, double.NaN, double.NaN], participants.Covariate("bmi").ToArray());
        Assert.Equal([double.NaN, double.NaN, 11], participants.Intake.ToArray());
    }

    [Theory]
    [InlineData("session")]
    [InlineData("")]
    public void A_measure_may_not_take_a_name_of_the_schema_or_none(string name) =>
        Assert.Throws<ArgumentException>(() => new StudyPanelBuilder(Samples.Facts(), measures: [name]));

    [Fact]
    public void An_infinite_score_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StudyPanelBuilder(Samples.Facts()).AddSession("a", 1, double.PositiveInfinity, 1));

    [Fact]
    public void The_content_hash_knows_the_data_and_not_the_order_of_rows_participants_or_columns() =>
        Gen.Select(Samples.Rows, Gen.Int[0, int.MaxValue]).Sample((rows, salt) =>
        {
            var shuffled = rows.OrderBy(row => unchecked(salt * (1 + row.Participant * 31 + row.Session) * 7919)).ToArray();
            var hash = Samples.Panel(rows).ContentHash;
            Assert.Equal(hash, Samples.Panel(shuffled).ContentHash);
            if (rows.Length > 0)
                Assert.NotEqual(hash, Samples.Panel([rows[0] with { Symptom = rows[0].Symptom + 1 }, .. rows[1..]]).ContentHash);
        });
}
