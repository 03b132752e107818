using IpdEngine.Intake.Description;

namespace IpdEngine.Intake.Drafting;

/// <summary>Guesses of what is known of the participants: therapist, arm, age, sex.</summary>
internal static class PersonGuesses
{
    private const string ByName = "the column's name";

    public static void Add(List<DraftGuess> guesses, RoleColumns persons)
    {
        foreach (var (key, column) in new[] { ("therapist", persons.Therapist), ("arm", persons.Arm), ("age", persons.Age) })
            if (column is not null)
                guesses.Add(new DraftGuess(key, YamlText.Scalar(column.Name), Certainty.Likely, ByName));
        if (persons.Female is { } female)
            guesses.Add(Female(female));
    }

    /// <summary>Who is a participant or a therapist becomes a pseudonym; what else tells of persons has to go.</summary>
    public static void AddDropped(List<DraftGuess> guesses, IReadOnlyList<(string Column, string Holds)> personal, IReadOnlyList<ColumnProfile?> pseudonymised)
    {
        var dropped = personal.Where(each => pseudonymised.All(column => column?.Name != each.Column)).DistinctBy(each => each.Column).ToArray();
        if (dropped.Length > 0)
            guesses.Add(new DraftGuess("drop", YamlText.List(dropped.Select(each => each.Column)), Certainty.Likely,
                $"{string.Join(", ", dropped.Select(each => each.Holds).Distinct())}; neither read nor stored"));
    }

    private static DraftGuess Female(ColumnProfile female)
    {
        static string? Coded(string label) => RoleWords.Match(label, RoleWords.Woman) >= 0 ? "1" : RoleWords.Match(label, RoleWords.Man) >= 0 ? "0" : null;
        var labels = female.ValueLabels.Count > 0
            ? female.ValueLabels.Select(label => (Cell: YamlText.Number(label.Key), Code: Coded(label.Value))).ToArray()
            : [.. female.Words.Select(word => (Cell: word, Code: Coded(word)))];
        if (labels.Length > 0 && labels.All(label => label.Code is not null))
            return new DraftGuess("female", YamlText.Map(("column", YamlText.Scalar(female.Name)),
                ("values", YamlText.Map(labels.Select(label => (label.Cell, (YamlNode)YamlText.Scalar(label.Code!)))))), Certainty.Likely, "the column's name, and its words or labels");
        return RoleWords.Match(female.Name, RoleWords.Female) >= 0
            ? new DraftGuess("female", YamlText.Scalar(female.Name), Certainty.Likely, ByName)
            : new DraftGuess("female", YamlText.Scalar(female.Name), Certainty.Guess, "check that 1 is female");
    }
}
