using System.Globalization;
using System.Text;
using IpdEngine.Intake;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Example;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Privacy;
using Xunit;

namespace IpdEngine.Tests.Intake;

/// <summary>A column that tells who a person is refuses the study until it is dropped.</summary>
public sealed class PersonalDataTests : IClassFixture<ExampleFolder>
{
    private const int Rows = 40;

    private static readonly string[] s_names =
        ["Meier, Anna", "Ola Nordmann", "María García", "John Smith", "Kari Hansen", "Wüsthoff, Brunhilde", "Peter Müller", "Lucía Pérez", "Søren Å.", "Jürgen Ebert"];

    private static readonly string[] s_emails = ["anna.meier@web.de", "ola@uib.no", "m.garcia@correo.es", "jsmith+study@mail.example.com"];
    private static readonly string[] s_phones = ["+49 170 1234567", "0171/2345678", "+34 612 345 678", "0047 22 34 56 78", "(555) 123-4567"];
    private static readonly string[] s_norwegian = ["01010110285", "15076510285", "30040010137", "11077910230"];
    private static readonly string[] s_german = ["A123456780", "T220001291"];
    private static readonly string[] s_spanish = ["12345678Z", "X1234567L", "87654321X"];

    private readonly ExampleFolder _folder;

    public PersonalDataTests(ExampleFolder folder) => _folder = folder;

    public static TheoryData<string, string> NamedColumns() => new()
    {
        { "Name", "name" }, { "Surname", "name" }, { "PatientName", "name" }, { "Nachname", "name" }, { "Vorname", "name" }, { "apellidos", "name" }, { "Nombre", "name" }, { "etternavn", "name" },
        { "Initialen", "initials" }, { "DOB", "date" }, { "birth_date", "date" }, { "Geb.-Datum", "date" }, { "Geburtsdatum", "german date" }, { "fecha_nacimiento", "date" },
        { "Fødselsdato", "date" }, { "BirthDate", "compact date" }, { "e-mail", "text" }, { "EMAIL", "text" }, { "correo", "text" }, { "epost", "text" }, { "Telefon", "digits" }, { "phone_no", "digits" },
        { "Handynummer", "digits" }, { "móvil", "digits" }, { "tlf", "digits" }, { "SSN", "digits" }, { "Versichertennummer", "insured" }, { "fødselsnummer", "digits" },
        { "numero_seguridad_social", "digits" }, { "Insurance number", "digits" }, { "Anschrift", "text" }, { "street address", "text" }, { "dirección", "text" },
    };

    [Theory]
    [MemberData(nameof(NamedColumns))]
    public void A_column_named_so_is_refused(string header, string cells) => AssertRefused(header, row => Cell(cells, row));

    [Theory]
    [InlineData("name")]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("norwegian")]
    [InlineData("german")]
    [InlineData("spanish")]
    [InlineData("birth")]
    public void A_column_that_looks_so_is_refused_whatever_its_name(string cells) => AssertRefused("v17", row => Cell(cells, row));

    [Fact]
    public void One_address_in_a_column_of_remarks_is_enough() =>
        AssertRefused("remark", row => row == 30 ? "asked to be written to at anna.meier@web.de about the next date" : "came late");

    [Theory]
    [InlineData("clinic_name", "text")]
    [InlineData("mail", "flag")]
    [InlineData("phone_sessions", "flag")]
    [InlineData("insurance", "text")]
    [InlineData("birth_order", "flag")]
    [InlineData("birth_year", "year")]
    [InlineData("mobility", "flag")]
    [InlineData("diagnosis", "text")]
    [InlineData("city", "place")]
    [InlineData("date_of_visit", "visit")]
    [InlineData("barcode", "code")]
    [InlineData("weight", "decimal")]
    [InlineData("seconds", "large")]
    public void A_harmless_column_is_not(string header, string cells)
    {
        var outcome = Check(header, row => Cell(cells, row));
        Assert.DoesNotContain(outcome.Findings, finding => finding.Code == "personal-data");
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
    }

    [Fact]
    public void A_dropped_column_is_neither_refused_nor_read_nor_listed()
    {
        var outcome = Check("Nachname", row => Cell("name", row), "\ndrop: [Nachname, Vorname]");
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
        Assert.DoesNotContain("Nachname", string.Join("\n", outcome.Findings), StringComparison.Ordinal);
        Assert.Equal("Vorname", StudyOnDisk.Only(outcome, "drop-not-found", Severity.Note).Column);
    }

    [Fact]
    public void A_column_cannot_be_used_and_dropped() =>
        StudyOnDisk.Only(Check("Nachname", row => Cell("name", row), "\narm: Nachname\ndrop: [Nachname]"), "column-dropped", Severity.Error);

    [Fact]
    public void A_covariate_that_is_a_telephone_number_is_refused()
    {
        var outcome = Check("contact", row => "+4917012345" + (10 + row).ToString(CultureInfo.InvariantCulture), "\ncovariates: {reach: contact}");
        StudyOnDisk.Only(outcome, "personal-data", Severity.Error);
    }

    [Fact]
    public void Names_as_treatment_arms_are_refused() =>
        StudyOnDisk.Only(Check("group", row => Cell("name", row % 4), "\narm: group"), "personal-data", Severity.Error);

    [Fact]
    public void Names_as_participants_or_therapists_become_pseudonyms()
    {
        var data = new StringBuilder("Name,session,a,s,Therapeut\n");
        for (var row = 0; row < Rows; row++)
            data.Append(CultureInfo.InvariantCulture, $"\"{s_names[row % 10]} {row}\",1,20,3,\"{s_names[row % 7]}\"\n");
        var outcome = StudyOnDisk.Check(StudyOnDisk.LongStudy.Replace("participant: id", "participant: Name", StringComparison.Ordinal) + "\ntherapist: Therapeut", data.ToString());
        Assert.False(outcome.IsRefused, string.Join("\n", outcome.Findings));
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Matches("^[0-9a-f]{32}$", outcome.Panel!.Participants.Id(row)));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var there = Check("v17", row => row < 12 ? Cell("name", row) : "control", "");
        var back = Check("v17", row => row >= Rows - 12 ? Cell("name", Rows - 1 - row) : "control", "");
        Assert.Equal(there.IsRefused, back.IsRefused);
        Assert.True(there.IsRefused);
    }

    [Fact]
    public void No_example_trial_has_one()
    {
        foreach (var study in _folder.Studies)
            Assert.DoesNotContain(Ingestion.Check(study, study.DataPath!, ExampleCorpus.Key).Findings, finding => finding.Code == "personal-data");
    }

    [Fact]
    public void No_instrument_of_the_registry_sounds_like_one()
    {
        string[] words = ["BDI_II", "wai_sr", "PHQ9", "Beziehungsqualität", "HSCL11_prä", "cell_a1", "OQ45_T1", "alter", "Geschlecht", "session", "Sitzung", "pdss1", "lopnr", "kon"];
        Assert.DoesNotContain(words.Except(["cell_a1"]), word => HeaderWords.KindOf(word) is not null);
    }

    [Fact]
    public void A_draft_drops_them()
    {
        using var study = new StudyOnDisk(StudyOnDisk.LongStudy, Data("Nachname", row => Cell("name", row)));
        var draft = Draft.Describe(Path.Combine(Path.GetDirectoryName(study.Path)!, "demo.csv"));
        Assert.Contains("drop: [Nachname]", draft.Text, StringComparison.Ordinal);
    }

    private static void AssertRefused(string header, Func<int, string> cell)
    {
        var outcome = Check(header, cell);
        var finding = StudyOnDisk.Only(outcome, "personal-data", Severity.Error);
        Assert.Equal(header, finding.Column);
        // No cell is quoted.
        for (var row = 0; row < Rows; row++)
            if (cell(row).Length > 4)
                Assert.DoesNotContain(cell(row), string.Join("\n", outcome.Findings), StringComparison.Ordinal);
        Assert.False(Check(header, cell, $"\ndrop: [\"{header}\"]").IsRefused);
    }

    private static IngestOutcome Check(string header, Func<int, string> cell, string more = "") => StudyOnDisk.Check(StudyOnDisk.LongStudy + more, Data(header, cell));

    private static string Data(string header, Func<int, string> cell)
    {
        var data = new StringBuilder($"id,session,a,s,{header}\n");
        for (var row = 0; row < Rows; row++)
            data.Append(CultureInfo.InvariantCulture, $"P{row},1,{20 + row % 9},{row % 20},\"{cell(row)}\"\n");
        return data.ToString();
    }

    private static string Cell(string kind, int row) => kind switch
    {
        "name" => s_names[row % s_names.Length],
        "initials" => $"{(char)('A' + row % 26)}.{(char)('A' + row % 7)}.",
        "email" => s_emails[row % s_emails.Length],
        "phone" => s_phones[row % s_phones.Length],
        "norwegian" => s_norwegian[row % s_norwegian.Length],
        "german" => s_german[row % s_german.Length],
        "spanish" => s_spanish[row % s_spanish.Length],
        "birth" => new DateOnly(1950, 1, 1).AddDays(401 * row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "date" => new DateOnly(1981, 1, 1).AddDays(13 * row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "german date" => new DateOnly(1981, 1, 1).AddDays(13 * row).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        "compact date" => new DateOnly(1981, 1, 1).AddDays(13 * row).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "digits" => (17_123_456 + 7919L * row).ToString(CultureInfo.InvariantCulture),
        "insured" => $"X{123_456_789 + 31 * row}",
        "flag" => (row % 2).ToString(CultureInfo.InvariantCulture),
        "year" => (1950 + row).ToString(CultureInfo.InvariantCulture),
        "place" => ((string[])["Bergen", "Sevilla", "Florence", "Bern", "Sofia", "Leeds", "Madrid", "Paris"])[row % 8],
        "visit" => new DateOnly(2018, 3, 1).AddDays(20 * row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "code" => (1_000_000_007L * (row + 3)).ToString(CultureInfo.InvariantCulture),
        "decimal" => (50 + row / 7.0).ToString("0.00000000", CultureInfo.InvariantCulture),
        "large" => (1_500_000_000L + 86_400 * row).ToString(CultureInfo.InvariantCulture),
        _ => ((string[])["major depression", "social phobia", "panic", "private scheme"])[row % 4],
    };
}
