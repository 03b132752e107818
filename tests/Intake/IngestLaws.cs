using System.Globalization;
using System.Text;
using CsCheck;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>Laws of ingest on generated studies.</summary>
public sealed class IngestLaws
{
    private const string Common = "study: demo\ndata: demo.csv\nparticipant: id\ntherapist: th\nage: age\nintake: {score: pre}\n";
    private const string Long = Common + "layout: long\nsession: session\nalliance: {instrument: SRS, score: a}\nsymptom: {instrument: ORS, score: s}\n";
    private const string Wide = Common + "layout: wide\nalliance: {instrument: SRS, score: 'a{session}'}\nsymptom: {instrument: ORS, score: 's{session}'}\n";

    private const string Signs = "{}[]:,#-'\"\n 09azé%session";

    private sealed record Person(int Id, int Therapist, int Age, int Intake, int[] Alliance, int[] Symptom);

    // Scores 0-400 are tenths of a point; above 400 they are missing.
    private static readonly Gen<Person[]> Persons = Gen.Select(Gen.Int[1, 9], Gen.Int[18, 90], Gen.Int[0, 400], Gen.Int[0, 450].Array[4], Gen.Int[0, 450].Array[4])
        .Array[1, 12].Select(people => people.Select((person, i) => new Person(100 + i, person.Item1, person.Item2, person.Item3, person.Item4, person.Item5)).ToArray());

    [Fact]
    public void The_order_of_rows_does_not_matter() =>
        Gen.Select(Persons, Gen.Int[0, int.MaxValue]).Sample((people, seed) =>
        {
            var rows = LongRows(people);
            var shuffled = rows.OrderBy(row => Scatter(row, seed)).ToList();
            AssertSame(StudyOnDisk.Check(Long, Table("id,session,th,age,pre,a,s", rows)), StudyOnDisk.Check(Long, Table("id,session,th,age,pre,a,s", shuffled)));
        }, iter: 50);

    [Fact]
    public void The_order_of_conflicting_rows_does_not_matter_to_their_mean() =>
        Gen.Select(Persons, Persons, Gen.Int[0, int.MaxValue]).Sample((people, others, seed) =>
        {
            List<string> rows = [.. LongRows(people), .. LongRows(others)];
            var shuffled = rows.OrderBy(row => Scatter(row, seed)).ToList();
            AssertSame(StudyOnDisk.Check(Long + "duplicates: mean\n", Table("id,session,th,age,pre,a,s", rows)),
                StudyOnDisk.Check(Long + "duplicates: mean\n", Table("id,session,th,age,pre,a,s", shuffled)));
        }, iter: 50);

    [Fact]
    public void Wide_and_long_are_one_study() =>
        Persons.Sample(people =>
        {
            var wide = people.Select(person => string.Join(',', Fixed(person).Concat(person.Alliance.Select(Score)).Concat(person.Symptom.Select(Score)))).ToList();
            AssertSame(StudyOnDisk.Check(Long, Table("id,session,th,age,pre,a,s", LongRows(people))),
                StudyOnDisk.Check(Wide, Table("id,th,age,pre,a1,a2,a3,a4,s1,s2,s3,s4", wide)));
        }, iter: 50);

    [Fact]
    public void Any_bytes_are_a_study_or_findings_with_an_error() =>
        Gen.Select(Persons, Gen.Int[0, 2000], Gen.Byte.Array[0, 12], Gen.Int[0, 8]).Sample((people, at, bytes, cut) =>
        {
            var data = Encoding.UTF8.GetBytes(Table("id,session,th,age,pre,a,s", LongRows(people)));
            at = Math.Min(at, data.Length);
            var end = Math.Min(data.Length, at + cut);
            using var study = new StudyOnDisk(Long, (byte[])[.. data[..at], .. bytes, .. data[end..]]);
            var outcome = study.Check();
            Assert.Equal(outcome.IsRefused, outcome.Findings.Any(finding => finding.Severity == Severity.Error));
        }, iter: 150);

    [Fact]
    public void Any_damage_to_a_description_is_a_study_or_findings_with_an_error()
    {
        var folder = new ExampleFolder();
        try
        {
            Gen.Select(Gen.Int[0, 16], Gen.Int[0, 900], Gen.Int[0, Signs.Length - 1].Array[0, 4], Gen.Int[0, 6]).Sample((which, at, signs, cut) =>
            {
                var study = folder.Studies[which];
                at = Math.Min(at, study.Text.Length);
                var text = study.Text[..at] + string.Concat(signs.Select(sign => Signs[sign])) + study.Text[Math.Min(study.Text.Length, at + cut)..];
                var file = StudyFile.Parse(study.File, text);
                Assert.Equal(file.Description is null, file.Findings.Any(finding => finding.Severity == Severity.Error));
                if (file.Description is null || which == 1)
                    return;
                var outcome = Ingestion.Check(file, study.DataPath!, ExampleCorpus.Key);
                Assert.Equal(outcome.IsRefused, outcome.Findings.Any(finding => finding.Severity == Severity.Error));
            }, iter: 100);
        }
        finally
        {
            folder.Dispose();
        }
    }

    private static void AssertSame(IngestOutcome a, IngestOutcome b)
    {
        Assert.Equal(a.IsRefused, b.IsRefused);
        if (a.Panel is null || b.Panel is null)
            return;
        Assert.Equal(a.Panel.ContentHash, b.Panel.ContentHash);
        Assert.Equal(a.Panel.Participants.Count, b.Panel.Participants.Count);
        Assert.True(a.Panel.Sessions.Alliance.SequenceEqual(b.Panel.Sessions.Alliance));
    }

    private static List<string> LongRows(Person[] people) =>
        [.. people.SelectMany(person => Enumerable.Range(0, 4).Select(t =>
            string.Join(',', Fixed(person).Take(1).Append((t + 1).ToString(CultureInfo.InvariantCulture)).Concat(Fixed(person).Skip(1)).Append(Score(person.Alliance[t])).Append(Score(person.Symptom[t])))))];

    private static string[] Fixed(Person person) => [$"{person.Id}", $"{person.Therapist}", $"{person.Age}", Score(person.Intake)];

    private static string Score(int tenths) => tenths > 400 ? "" : (tenths / 10.0).ToString("R", CultureInfo.InvariantCulture);

    private static string Table(string header, IEnumerable<string> rows) => header + "\n" + string.Join("\n", rows) + "\n";

    private static uint Scatter(string row, int seed)
    {
        var hash = (uint)seed;
        foreach (var c in row)
            hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 13);
    }
}
