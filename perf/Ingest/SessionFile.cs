using System.Globalization;
using System.Text;

namespace IpdEngine.Perf.Ingest;

/// <summary>Writes a long file of sessions and its description: seven sessions a participant, scores of two forms, eight of a hundred
/// missing. The same rows give the same bytes.</summary>
internal static class SessionFile
{
    private const string Description = """
        study: sessions
        synthetic: true
        country: US
        data: sessions.csv
        layout: long
        missing: [NA]
        participant: id
        session: session
        therapist: th
        age: age
        female: female
        alliance: {instrument: WAI-SR, score: wai}
        symptom: {instrument: BDI-II, score: bdi}
        intake: bdi_pre
        outcome: bdi_post
        variables: {treatment: CBT, rater: patient, alliance_instrument: WAI-SR, symptom_instrument: BDI-II}
        """;

    /// <summary>Writes both files into a folder; gives the path of the description.</summary>
    public static string Write(string folder, int rows)
    {
        ulong state = 20260101;
        using (var file = new StreamWriter(Path.Combine(folder, "sessions.csv"), append: false, new UTF8Encoding(false), 1 << 20))
        {
            file.Write("id,session,wai,bdi,th,age,female,bdi_pre,bdi_post\n");
            var person = "";
            for (var row = 0; row < rows; row++)
            {
                if (row % 7 == 0)
                    person = string.Create(CultureInfo.InvariantCulture,
                        $"{Next(ref state, 400)},{18 + Next(ref state, 60)},{Next(ref state, 2)},{5 + Next(ref state, 50)},{Next(ref state, 50)}");
                var wai = Next(ref state, 100) < 8 ? "NA" : (1 + Next(ref state, 401) / 100.0).ToString("0.##", CultureInfo.InvariantCulture);
                var bdi = Next(ref state, 100) < 8 ? "NA" : Next(ref state, 64).ToString(CultureInfo.InvariantCulture);
                file.Write(string.Create(CultureInfo.InvariantCulture, $"P{row / 7:000000},{row % 7 + 1},{wai},{bdi},{person}\n"));
            }
        }
        var description = Path.Combine(folder, "sessions.yaml");
        File.WriteAllText(description, Description + "\n");
        return description;
    }

    // SplitMix64 (Steele, Lea and Flood 2014), good enough to fill a file.
    private static int Next(ref ulong state, int below)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }
}
