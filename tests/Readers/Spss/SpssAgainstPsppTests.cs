using System.Globalization;
using System.Text.Json;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Spss;

/// <summary>Every system file of the references as PSPP converts it to text: an implementation that shares no code with haven's.</summary>
public sealed class SpssAgainstPsppTests
{
    public static TheoryData<string> Files => ReferenceFiles.Theory("spss");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_cell_is_the_one_that_PSPP_writes(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("spss", "pspp.json")));
        var expected = document.RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == file);
        using var table = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", file), file).Table!;
        Assert.Equal(Strings(expected.GetProperty("names")), table.Columns.Select(c => c.Name), StringComparer.OrdinalIgnoreCase);
        var columns = table.Columns;
        var batch = new RawBatch(columns.Count, 100);
        var read = table.Read(batch);
        var rows = expected.GetProperty("rows");
        Assert.Equal(rows.GetArrayLength(), read ? batch.Count : 0);
        for (var row = 0; row < rows.GetArrayLength(); row++)
        {
            var (plain, recoded) = (Strings(rows[row]), Strings(expected.GetProperty("recoded")[row]));
            for (var column = 0; column < columns.Count; column++)
            {
                var cell = batch.Cell(row, column);
                var fault = Fault(cell, batch.Text(cell).ToString(), columns[column].Kind, At(plain, column), At(recoded, column));
                Assert.True(fault is null, $"{file}, row {row + 1}, {columns[column].Name}: {fault}");
            }
        }
    }

    // PSPP blanks a user-missing cell when it recodes, and writes its value when it does not.
    private static string? Fault(RawCell cell, string text, RawKind kind, string plain, string recoded)
    {
        var missing = plain.Length > 0 && recoded.Length == 0;
        if (missing != (cell.Kind == RawKind.Missing))
            return $"found {cell.Kind}, expected {(missing ? "Missing" : $"'{plain}'")}";
        if (plain.Length == 0)
            return cell.Kind == RawKind.Empty ? null : $"found {cell.Kind}, expected Empty";
        if (kind == RawKind.Text)
            return text == plain ? null : $"found '{text}', expected '{plain}'";
        if (cell.Kind == RawKind.Date)
        {
            // Fractions of a second are left out of PSPP's text, here and in times of day.
            var days = (DateTime.Parse(plain, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalDays;
            return cell.Number >= days - 1e-9 && cell.Number < days + 1.0 / 86_400 ? null : $"found day {cell.Number:R}, expected {plain}";
        }
        var found = plain.Contains(':', StringComparison.Ordinal) ? Math.Floor(cell.Number) : cell.Number;
        return found == Parsed(plain) ? null : $"found {cell.Number:R}, expected {plain}";
    }

    private static double Parsed(string plain)
    {
        if (double.TryParse(plain, CultureInfo.InvariantCulture, out var number))
            return number;
        var parts = plain.Split(':').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] * 3600 + parts[1] * 60 + parts[2];
    }

    private static string At(List<string> row, int column) => column < row.Count ? row[column] : "";

    private static List<string> Strings(JsonElement list) => list.ValueKind == JsonValueKind.String ? [list.GetString()!] : [.. list.EnumerateArray().Select(e => e.GetString()!)];
}
