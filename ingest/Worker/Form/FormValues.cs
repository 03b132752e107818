namespace IpdEngine.Worker.Form;

/// <summary>What stands in the fields of the form, by field; a field that nobody filled is empty.</summary>
internal sealed class FormValues
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The text of a field.</summary>
    public string this[string field]
    {
        get => _values.GetValueOrDefault(field, "");
        set
        {
            if (value.Length == 0)
                _values.Remove(field);
            else
                _values[field] = value;
        }
    }

    /// <summary>Fields that hold something, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filled => _values;

    /// <summary>How many rows of published figures are filled.</summary>
    public int Moments => Enumerable.Range(0, FormFields.MostMoments).LastOrDefault(row => HasMoment(row), -1) + 1;

    /// <summary>What a browser sent; fields of other names are ignored, line ends are those of the text.</summary>
    public static FormValues Of(IFormCollection form)
    {
        var values = new FormValues();
        foreach (var (field, text) in form)
            if (FormFields.IsField(field))
                values[field] = field == FormFields.Rest ? text.ToString().ReplaceLineEndings("\n") : text.ToString().Trim();
        return values;
    }

    public bool HasMoment(int row) => FormFields.MomentKeys.Any(key => this[FormFields.Moment(row, key)].Length > 0);
}
