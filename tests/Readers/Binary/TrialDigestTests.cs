using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Binary;

/// <summary>Every cell of the example corpus' SPSS and Stata files is the one that haven reads, to the bit.</summary>
public sealed class TrialDigestTests
{
    public static TheoryData<string> Trials()
    {
        var names = new TheoryData<string>();
        using var document = Document();
        foreach (var file in document.RootElement.GetProperty("files").EnumerateArray())
            names.Add(file.GetProperty("file").GetString()!);
        return names;
    }

    [Theory]
    [MemberData(nameof(Trials))]
    public void Every_cell_of_a_trial_is_the_one_that_haven_reads(string file)
    {
        using var document = Document();
        var expected = document.RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == file);
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "ingest/Intake/Example/trials", file));
        using var table = ReferenceFiles.Open(bytes, file).Table!;
        var digests = table.Columns.Select(_ => new ColumnDigest()).ToArray();
        var batch = table.CreateBatch();
        var rows = 0;
        while (table.Read(batch))
        {
            rows += batch.Count;
            for (var row = 0; row < batch.Count; row++)
                for (var column = 0; column < digests.Length; column++)
                    digests[column].Add(batch.Cell(row, column), batch.Text(batch.Cell(row, column)));
        }
        Assert.Empty(table.Findings);
        Assert.Equal(expected.GetProperty("rows").GetInt32(), rows);
        Assert.Equal(
            expected.GetProperty("columns").EnumerateArray().Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("missing").GetInt32()} {c.GetProperty("empty").GetInt32()} {c.GetProperty("sha256").GetString()}"),
            table.Columns.Select((c, i) => $"{c.Name} {digests[i]}"));
    }

    private static JsonDocument Document() => JsonDocument.Parse(Repository.Read("tests/References/readers/trials.json"));

    // What trials.R digests: one letter a cell, then the numbers, then the texts.
    private sealed class ColumnDigest
    {
        private readonly StringBuilder _kinds = new();
        private readonly List<double> _numbers = [];
        private readonly StringBuilder _texts = new();

        public void Add(in RawCell cell, ReadOnlySpan<char> text)
        {
            _kinds.Append("ENTDM"[(int)cell.Kind]);
            if (cell.Kind != RawKind.Empty && !double.IsNaN(cell.Number))
                _numbers.Add(cell.Number);
            if (text.Length > 0)
                _texts.Append(text).Append('\n');
        }

        public override string ToString()
        {
            var numbers = new byte[_numbers.Count * 8];
            for (var i = 0; i < _numbers.Count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(numbers.AsSpan(8 * i), _numbers[i]);
            byte[] all = [.. Encoding.ASCII.GetBytes(_kinds.ToString()), .. numbers, .. Encoding.UTF8.GetBytes(_texts.ToString())];
            var kinds = _kinds.ToString();
            return $"{kinds.Count(k => k == 'M')} {kinds.Count(k => k == 'E')} {Convert.ToHexStringLower(SHA256.HashData(all))}";
        }
    }
}
