using System.Globalization;
using System.Net;
using System.Text;

namespace IpdEngine.Perf.Uploads;

/// <summary>A long table of sessions with a kilobyte of notes in every row, made while it is sent: of any size, and never in memory or on the sender's disk.</summary>
/// <param name="megabytes">Its size, to the row.</param>
internal sealed class SessionNotes(int megabytes) : HttpContent
{
    /// <summary>The study that it belongs to.</summary>
    public const string Description = """
        study: notes
        synthetic: true
        country: US
        data: notes.csv
        layout: long
        participant: id
        session: session
        alliance: {instrument: SRS, score: a}
        symptom: {instrument: QIDS-SR, score: s}
        variables: {rater: patient, alliance_instrument: SRS, symptom_instrument: QIDS-SR}
        """;

    private const string Header = "id,session,a,s,story\n";
    private const int RowBytes = 1024;
    private static readonly string s_story = string.Concat(Enumerable.Repeat("spoke of the week and of what had been agreed ", 24));

    /// <summary>Number of sessions.</summary>
    public int Rows => (int)(megabytes * 1024L * 1024 / RowBytes);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var block = new StringBuilder(Header);
        for (var row = 0; row < Rows; row++)
        {
            var start = string.Create(CultureInfo.InvariantCulture, $"P{row / 7},{row % 7 + 1},{row % 41},{row % 28},");
            block.Append(start).Append(s_story, 0, RowBytes - 1 - start.Length).Append('\n');
            if (block.Length < 1 << 18 && row < Rows - 1)
                continue;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(block.ToString()));
            block.Clear();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Header.Length + (long)Rows * RowBytes;
        return true;
    }
}
