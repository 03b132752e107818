namespace IpdEngine.Catalog.Model;

/// <summary>Roles as they are written: <c>data-manager</c>, <c>statistician</c>, <c>reader</c>, <c>administrator</c>.</summary>
public static class RoleNames
{
    private static readonly (Roles Role, string Name)[] s_names =
        [(Roles.DataManager, "data-manager"), (Roles.Statistician, "statistician"), (Roles.Reader, "reader"), (Roles.Administrator, "administrator")];

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Every { get; } = [.. s_names.Select(each => each.Name)];

    /// <summary>The names of a set of roles.</summary>
    public static IReadOnlyList<string> Of(Roles roles) => [.. s_names.Where(each => roles.HasFlag(each.Role)).Select(each => each.Name)];

    /// <summary>The set that names stand for.</summary>
    /// <exception cref="ArgumentException">A name is none of the four.</exception>
    public static Roles Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var roles = Roles.None;
        foreach (var name in names)
            roles |= s_names.FirstOrDefault(each => each.Name == name).Role is var role and not Roles.None
                ? role
                : throw new ArgumentException($"found role '{name}', expected {string.Join(", ", Every)}", nameof(names));
        return roles;
    }
}
