using System.Globalization;
using System.Text;
using CsCheck;
using IpdEngine.Intake.Readers;
using Xunit;

namespace IpdEngine.Tests.Readers.Delimited;

/// <summary>Any table, written in any dialect, reads back the same.</summary>
public sealed class DialectLaws
{
    private sealed record Dialect(char Separator, string LineEnd, Encoding Encoding, bool QuoteAll, bool LastLineEnd);

    private static readonly Encoding[] Encodings =
        [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), Encoding.Latin1];

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    private static readonly Gen<Dialect> Dialects = Gen.Select(
        Gen.Char[",;\t|"], Gen.Int[0, 2].Select(place => LineEnds[place]),
        Gen.Int[0, 4].Select(place => Encodings[place]),
        Gen.Bool, Gen.Bool, (separator, end, encoding, all, last) => new Dialect(separator, end, encoding, all, last));

    // Letters of every kind that Latin-1 has, all that dialects are made of, and no character that stands for none.
    private static readonly Gen<string> Text = Gen.Char["abzAZ019 \"',;\t|\n\r.-_#éßøÅ"].Array[0, 12].Select(characters =>
        new string(characters));

    private static readonly Gen<string[][]> AnyTable =
        Gen.Int[2, 7].SelectMany(width => Text.Array[width].Array[1, 30]).Select(rows =>
            rows.Select((row, place) => (string[])[$"P{place}", .. row]).ToArray());

    [Fact]
    public void Any_text_reads_back_in_any_dialect()
    {
        Gen.Select(AnyTable, Dialects).Sample(
            (rows, dialect) =>
            {
                string[] header = [.. Enumerable.Range(0, rows[0].Length).Select(column => $"c{column}")];
                var options = new ReadOptions { Separator = dialect.Separator, DecimalMark = '.', HeaderRow = 0, Header = true, LabelRows = 0 };
                Reading reading = Reading.OfBytes(Write([header, .. rows], dialect), options: options);
                Assert.Equal(header, reading.Columns);
                Assert.Equal(rows.Select(row => row.Select(cell => cell.AsSpan().Trim(" \t").IsEmpty ? "" : cell)), reading.Rows);
                Assert.DoesNotContain(reading.Findings, finding => finding.Code != "encoding-assumed");
            }, iter: 400);
    }

    private static readonly Gen<(string[][] Rows, bool Comma)> SessionTable = Gen.Select(
        Gen.Select(Gen.Int[1, 7], Gen.Double[0, 60], Gen.Int[0, 63], Gen.Int[0, 9]).Array[3, 60], Gen.Bool, (sessions, comma) =>
        {
            string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', comma ? ',' : '.');
            return (sessions.Select((session, place) => (string[])[$"P{place / 7:000}", $"{session.Item1}",
                session.Item4 == 0 ? "" : Number(session.Item2), session.Item4 == 1 ? "NA" : $"{session.Item3}",
                Number(session.Item2 / 7)]).ToArray(), comma);
        });

    [Fact]
    public void The_dialect_of_a_table_of_sessions_is_found_without_help()
    {
        Gen.Select(SessionTable, Dialects).Sample(
            (table, dialect) =>
            {
                string[] header = ["id", "session", "wai", "bdi", "mean"];
                Reading reading = Reading.OfBytes(Write([header, .. table.Rows], dialect));
                Assert.Equal(header, reading.Columns);
                Assert.Equal(table.Rows, reading.Rows);
                Assert.Equal(table.Comma ? ',' : '.', reading.File.DecimalMark);
                Assert.Empty(reading.Findings);
            }, iter: 400);
    }

    [Fact]
    public void Any_bytes_give_a_table_or_a_finding()
    {
        byte[] plain = Encoding.UTF8.GetBytes("id;session;wai\r\nP1;1;5,5\r\n\"P2\";2;\"4,5\"\r\nP3;1;ä\r\n");
        Gen.Select(Gen.Int[0, plain.Length].Select(Gen.Byte).Array[1, 12], Gen.Int[0, plain.Length]).Sample(
            (changes, length) =>
            {
                byte[] bytes = [.. plain];
                foreach (var (place, value) in changes)
                    bytes[Math.Min(place, bytes.Length - 1)] = value;
                Reading reading = Reading.OfBytes(bytes[..length]);
                Assert.True(reading.Columns.Length > 0 || !reading.File.IsReadable || reading.Findings.Count > 0);
                Assert.All(reading.Findings, finding => Assert.True(finding.Remedy.Length > 0 && finding.Expected.Length > 0 &&
                    finding.File == "upload.csv"));
            }, iter: 2_000);
    }

    private static byte[] Write(string[][] rows, Dialect dialect)
    {
        var text = new StringBuilder();
        for (int row = 0; row < rows.Length; row++)
        {
            text.AppendJoin(dialect.Separator, rows[row].Select(cell => Quote(cell, dialect)));
            if (row < rows.Length - 1 || dialect.LastLineEnd)
                text.Append(dialect.LineEnd);
        }
        return [.. dialect.Encoding.GetPreamble(), .. dialect.Encoding.GetBytes(text.ToString())];
    }

    private static string Quote(string cell, Dialect dialect) =>
        dialect.QuoteAll || cell.IndexOfAny(['"', '\r', '\n', dialect.Separator]) >= 0
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
