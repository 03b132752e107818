using System.Text;

namespace IpdEngine.Intake.Drafting;

/// <summary>Words by which data managers of several languages name their columns, and how sure a match makes.</summary>
internal static class RoleWords
{
    public static readonly string[] Participant =
        ["id", "patient", "patnr", "pat id", "participant", "client", "klient", "paciente", "subject", "subj", "pid", "code", "kod", "case", "dyad", "lopnr", "vp", "probandennr", "paziente", "n", "nr"];

    public static readonly string[] Session = ["session", "sitzung", "visit", "sess", "week", "woche", "uke", "vecka", "sesion", "seduta", "seance", "wave", "time", "occasion", "t"];

    public static readonly string[] Date = ["date", "datum", "fecha", "dato", "data"];

    public static readonly string[] Therapist =
        ["therapist", "ther", "th", "therapeut", "terapeut", "terapeuta", "counselor", "counsellor", "clinician", "clin", "behandler", "beh", "therap", "ter"];

    public static readonly string[] Arm = ["arm", "group", "condition", "treatment", "gruppe", "bedingung"];

    public static readonly string[] Age = ["age", "alter", "alder", "edad", "eta", "ålder"];

    public static readonly string[] Female = ["female", "fem", "woman", "kvinne", "kvinna", "mujer", "f", "femme", "donna", "weiblich"];

    public static readonly string[] Sex = ["sex", "gender", "geschlecht", "kon", "kön", "kjonn", "sexo", "sesso"];

    public static readonly string[] Woman = ["female", "woman", "f", "weiblich", "w", "frau", "kvinne", "kvinna", "k", "mujer", "donna", "femme"];

    public static readonly string[] Man = ["male", "man", "m", "männlich", "mann", "herr", "hombre", "h", "uomo", "homme"];

    public static readonly string[] Before = ["pre", "prä", "intake", "start", "base", "baseline", "ingreso", "before", "admission", "it", "screening"];

    public static readonly string[] After = ["post", "end", "term", "slutt", "fine", "egreso", "outcome", "discharge", "final", "termination", "po", "after"];

    /// <summary>0 where the name is a word, 1, 2, ... where it is the word of that place; -1 where it is none. Blanks, marks and case do not count.</summary>
    public static int Match(string name, IReadOnlyList<string> words)
    {
        var plain = Plain(name);
        for (var i = 0; i < words.Count; i++)
            if (plain == words[i])
                return i;
        return -1;
    }

    /// <summary>True where one of the name's words is among the words.</summary>
    public static bool Ends(string name, IReadOnlyList<string> words) => Plain(name).Split(' ') is { Length: > 0 } parts && words.Contains(parts[^1]);

    /// <summary>Lower case, with one blank for each run of marks and for each step from small to capital letter.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
                plain.Append(' ');
            else
                plain.Append(char.ToLowerInvariant(name[i]));
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
