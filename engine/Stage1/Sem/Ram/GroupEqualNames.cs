namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>lavaan's names of what is equal across groups.</summary>
public static class GroupEqualNames
{
    private static readonly string[] s_names =
        ["loadings", "intercepts", "means", "regressions", "residuals", "residual.covariances", "lv.variances", "lv.covariances"];

    /// <summary>The names, in order of the flags.</summary>
    public static IReadOnlyList<string> All => s_names;

    /// <summary>The flags of some names.</summary>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public static GroupEqual Of(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var equal = GroupEqual.None;
        foreach (var name in names)
        {
            var place = Array.IndexOf(s_names, name);
            if (place < 0)
                throw new ArgumentException($"found '{name}' to be equal across groups, expected some of: {string.Join(", ", s_names)}", nameof(names));
            equal |= (GroupEqual)(1 << place);
        }

        return equal;
    }
}
