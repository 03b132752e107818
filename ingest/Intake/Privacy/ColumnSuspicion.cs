using System.Globalization;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Privacy;

/// <summary>Gathers what the cells of one column look like, row by row in constant memory, and says at the end whether it speaks of persons.</summary>
internal sealed class ColumnSuspicion(RawColumn column)
{
    private const int LongestRead = 80;
    private const int FirstYear = 1900, LastYear = 2101;
    private const int FewestCells = 5;
    private const int FewestNames = 3;

    /// <summary>Years that the middle half of a column of dates spans where they are birth dates; treatments of one trial lie closer together.</summary>
    private const int BirthYears = 6;

    private readonly long[] _seen = new long[Enum.GetValues<PersonalKind>().Length];
    private readonly long[] _first = new long[Enum.GetValues<PersonalKind>().Length];
    // Made when first needed: a file may have tens of thousands of columns.
    private long[]? _schemes, _years;
    private HashSet<string>? _names;
    private long _filled, _lettered, _longNumbers, _foreignPhones, _dates;

    /// <summary>What the column's name or label says that it holds.</summary>
    public PersonalKind? ByHeader { get; } = HeaderWords.KindOf(column.Name) ?? (column.Label is null ? null : HeaderWords.KindOf(column.Label));

    /// <summary>Takes up a cell.</summary>
    public void Look(RawBatch batch, in RawCell cell, long row)
    {
        if (cell.Kind is RawKind.Empty or RawKind.Missing)
            return;
        if (cell.Kind == RawKind.Text)
            LookAt(batch.Text(cell).Trim(), row);
        else if (cell.Kind == RawKind.Date)
        {
            _filled++;
            Date(row, FirstYear + 70 + (int)Math.Clamp(cell.Number / 365.2425, -70, 131));
        }
        else
            LookAt(cell.Number, row);
    }

    /// <summary>What the column holds, how many of how many cells show it, and in which row first; null where it is harmless.</summary>
    public (PersonalKind Kind, long Cells, long Filled, long Row)? Verdict()
    {
        if (_seen[(int)PersonalKind.Email] > 0)
            return Of(PersonalKind.Email);
        if (_foreignPhones > 0 || (_seen[(int)PersonalKind.Phone] >= FewestCells && 10 * _seen[(int)PersonalKind.Phone] >= 6 * _filled))
            return Of(PersonalKind.Phone);
        if (_filled >= FewestCells && _schemes is not null && Array.Exists(_schemes, count => 10 * count >= 8 * _filled))
            return Of(PersonalKind.PersonalNumber);
        if (_dates >= 2 * FewestCells && 10 * _dates >= 8 * _filled && SpreadOfYears() >= BirthYears)
            return Of(PersonalKind.BirthDate);
        if (_names?.Count >= FewestNames && _seen[(int)PersonalKind.Name] >= FewestCells && 5 * _seen[(int)PersonalKind.Name] >= _filled)
            return Of(PersonalKind.Name);
        return ByHeader is { } kind && Fits(kind) is var cells && cells > 0 && 5 * cells >= _filled ? (kind, cells, _filled, _first[(int)kind]) : null;
    }

    private (PersonalKind, long, long, long) Of(PersonalKind kind) => (kind, _seen[(int)kind], _filled, _first[(int)kind]);

    // A word in the header is no proof: "mail" may count letters sent, and "insurance" may be public or private.
    private long Fits(PersonalKind kind) => kind switch
    {
        PersonalKind.BirthDate => _dates,
        PersonalKind.Phone or PersonalKind.PersonalNumber => _longNumbers,
        _ => _lettered,
    };

    private void LookAt(ReadOnlySpan<char> text, long row)
    {
        if (text.IsEmpty || NumberText.IsMissingMark(text))
            return;
        _filled++;
        if (CellShapes.HasEmail(text))
            See(PersonalKind.Email, row);
        if (text.Length > LongestRead)
            return;
        var letters = CellShapes.Letters(text);
        if (letters >= 2)
            _lettered++;
        if (letters == 0 && (CellShapes.IsForeignPhone(text) || CellShapes.IsLocalPhone(text)))
        {
            _foreignPhones += CellShapes.IsForeignPhone(text) ? 1 : 0;
            See(PersonalKind.Phone, row);
        }
        Number(text, row);
        if (letters <= 3 && CellShapes.TryDate(text, out var year))
            Date(row, year);
        if (letters >= 2 && GivenNames.In(text) is { } name)
        {
            See(PersonalKind.Name, row);
            (_names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
        }
    }

    private void LookAt(double number, long row)
    {
        _filled++;
        if (number is < 1e5 or > 1e15 || number != Math.Floor(number))
            return;
        Span<char> digits = stackalloc char[24];
        // Programs that keep numbers lose the zero with which a number began.
        digits[0] = '0';
        number.TryFormat(digits[1..], out var written, "F0", CultureInfo.InvariantCulture);
        Number(digits.Slice(1, written), row);
        if (PersonalNumbers.SchemeOf(digits.Slice(1, written)) < 0 && PersonalNumbers.SchemeOf(digits[..(written + 1)]) is >= 0 and var scheme)
            Count(scheme);
        if (CellShapes.TryDate(digits.Slice(1, written), out var year))
            Date(row, year);
    }

    private void Number(ReadOnlySpan<char> text, long row)
    {
        if (PersonalNumbers.SchemeOf(text) is >= 0 and var scheme)
        {
            Count(scheme);
            See(PersonalKind.PersonalNumber, row);
        }
        var digits = 0;
        foreach (var c in text)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        if (digits >= 6 && digits + 6 >= text.Length)
            _longNumbers++;
    }

    private void Date(long row, int year)
    {
        _dates++;
        _years ??= new long[LastYear - FirstYear + 1];
        _years[Math.Clamp(year, FirstYear, LastYear) - FirstYear]++;
        See(PersonalKind.BirthDate, row);
    }

    private void Count(int scheme) => (_schemes ??= new long[PersonalNumbers.Schemes])[scheme]++;

    private void See(PersonalKind kind, long row)
    {
        if (_seen[(int)kind]++ == 0 || row < _first[(int)kind])
            _first[(int)kind] = row;
    }

    private int SpreadOfYears()
    {
        var (below, low) = (0L, -1);
        for (var year = 0; year < _years?.Length; year++)
        {
            below += _years[year];
            if (low < 0 && 4 * below >= _dates)
                low = year;
            if (4 * below >= 3 * _dates)
                return year - low;
        }
        return 0;
    }
}
