using System.Globalization;
using System.Text;

namespace IpdEngine.Perf.Ingest;

/// <summary>Writes a long or wide file of sessions and its description: seven sessions a participant, scores of two forms, eight of a hundred
/// missing. The same rows give the same bytes.</summary>
internal static class SessionFile
{
    /// <summary>Sessions a participant.</summary>
    public const int Sessions = 7;

    private const string Description = """
        study: sessions
        synthetic: true
        country: US
        data: sessions.csv
        missing: [NA]
        participant: id
        therapist: th
        age: age
        female: female
        intake: bdi_pre
        outcome: bdi_post
        variables: {treatment: CBT, rater: patient, alliance_instrument: WAI-SR, symptom_instrument: BDI-II}

        """;

    private const string Long = """
        layout: long
        session: session
        alliance: {instrument: WAI-SR, score: wai}
        symptom: {instrument: BDI-II, score: bdi}

        """;

    private const string Wide = """
        layout: wide
        alliance: {instrument: WAI-SR, score: "wai{session}"}
        symptom: {instrument: BDI-II, score: "bdi{session}"}

        """;

    /// <summary>Writes both files into a folder; gives the path of the description.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rows">Sessions.</param>
    /// <param name="layout"><c>long</c>: a row each; <c>wide</c>: a row a participant.</param>
    public static string Write(string folder, int rows, string layout)
    {
        ulong state = 20260101;
        rows -= layout == "wide" ? rows % Sessions : 0;
        using (var file = new StreamWriter(Path.Combine(folder, "sessions.csv"), append: false, new UTF8Encoding(false), 1 << 20))
        {
            var each = Enumerable.Range(1, Sessions);
            file.Write(layout == "wide"
                ? $"id,{string.Join(',', each.Select(session => $"wai{session},bdi{session}"))},th,age,female,bdi_pre,bdi_post\n"
                : "id,session,wai,bdi,th,age,female,bdi_pre,bdi_post\n");
            var person = "";
            for (var row = 0; row < rows; row++)
            {
                if (row % Sessions == 0)
                    person = string.Create(CultureInfo.InvariantCulture,
                        $"{Next(ref state, 400)},{18 + Next(ref state, 60)},{Next(ref state, 2)},{5 + Next(ref state, 50)},{Next(ref state, 50)}");
                var wai = Next(ref state, 100) < 8 ? "NA" : (1 + Next(ref state, 401) / 100.0).ToString("0.##", CultureInfo.InvariantCulture);
                var bdi = Next(ref state, 100) < 8 ? "NA" : Next(ref state, 64).ToString(CultureInfo.InvariantCulture);
                if (layout != "wide")
                    file.Write(string.Create(CultureInfo.InvariantCulture, $"P{row / Sessions:000000},{row % Sessions + 1},{wai},{bdi},{person}\n"));
                else
                    file.Write(string.Create(CultureInfo.InvariantCulture, $"{(row % Sessions == 0 ? $"P{row / Sessions:000000}," : "")}{wai},{bdi},{(row % Sessions == Sessions - 1 ? person + "\n" : "")}"));
            }
        }
        var description = Path.Combine(folder, "sessions.yaml");
        File.WriteAllText(description, Description + (layout == "wide" ? Wide : Long));
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
