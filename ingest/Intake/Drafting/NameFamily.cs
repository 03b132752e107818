using System.Globalization;
using System.Text;

namespace IpdEngine.Intake.Drafting;

/// <summary>Columns whose names differ in whole numbers alone: <c>wai_s1_01</c>, <c>wai_s1_02</c>, ... A name that stands alone is a family of one.</summary>
/// <param name="Members">The columns, in file order.</param>
/// <param name="Parts">The name in parts: texts and, for numbers that vary, null.</param>
/// <param name="Numbers">The different values of each number that varies, in order of place.</param>
internal sealed record NameFamily(IReadOnlyList<ColumnProfile> Members, IReadOnlyList<string?> Parts, IReadOnlyList<IReadOnlyList<int>> Numbers)
{
    /// <summary>The letters of the name, lower case, without numbers that vary: what tells the instrument.</summary>
    public string Stem => string.Concat(Parts.Where(part => part is not null)).ToLowerInvariant();

    /// <summary>The name with marks where numbers vary.</summary>
    public string Pattern(params string[] marks)
    {
        var next = 0;
        return string.Concat(Parts.Select(part => part ?? marks[next++]));
    }

    /// <summary>Lowest and highest value over the members.</summary>
    public (double Low, double High) Range
    {
        get
        {
            var ranges = Members.Select(member => member.Range).Where(range => !double.IsNaN(range.Low)).ToArray();
            return ranges.Length == 0 ? (double.NaN, double.NaN) : (ranges.Min(range => range.Low), ranges.Max(range => range.High));
        }
    }

    /// <summary>Groups the columns of a table.</summary>
    public static IReadOnlyList<NameFamily> Of(IEnumerable<ColumnProfile> columns) =>
        [.. columns.GroupBy(column => Skeleton(column.Name)).Select(group => Family([.. group]))];

    private static NameFamily Family(ColumnProfile[] members)
    {
        var split = members.Select(member => Split(member.Name)).ToArray();
        var parts = new List<string?>();
        var numbers = new List<IReadOnlyList<int>>();
        for (var place = 0; place < split[0].Count; place++)
        {
            string[] here = [.. split.Select(parts => parts[place]).Distinct()];
            if (here.Length == 1)
                parts.Add(here[0]);
            else
            {
                parts.Add(null);
                numbers.Add([.. here.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Distinct().Order()]);
            }
        }
        return new NameFamily(members, parts, numbers);
    }

    private static string Skeleton(string name) => string.Concat(Split(name).Select(part => char.IsAsciiDigit(part[0]) && part.Length <= 4 ? "0" : part));

    private static List<string> Split(string name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (var c in name)
        {
            if (part.Length > 0 && char.IsAsciiDigit(c) != char.IsAsciiDigit(part[0]))
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            part.Append(c);
        }
        if (part.Length > 0)
            parts.Add(part.ToString());
        return parts;
    }
}
