namespace IpdEngine.Stage2.Inference;

/// <summary>The names of studies: each stands once, and their ordinal order is the order of every sum.</summary>
internal static class Identity
{
    /// <summary>The first id that stands twice, or null.</summary>
    public static PoolRefusal? RefuseDuplicates(IReadOnlyList<string> ids)
    {
        if (Ascending(ids))
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (!seen.Add(id))
                return new PoolRefusal("duplicate_id",
                    "found two effects with this id, expected one an id: dependent effects belong in a multivariate or multilevel model, other effects need names of their own", id);
        return null;
    }

    /// <summary>Rows in ordinal order of id, so that no result depends on the order in which studies arrive; null where they stand so already.</summary>
    public static int[]? CanonicalOrder(IReadOnlyList<string> ids)
    {
        if (Ascending(ids))
            return null;
        var order = new int[ids.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => string.CompareOrdinal(ids[a], ids[b]));
        return order;
    }

    private static bool Ascending(IReadOnlyList<string> ids)
    {
        for (var i = 1; i < ids.Count; i++)
            if (string.CompareOrdinal(ids[i - 1], ids[i]) >= 0)
                return false;
        return true;
    }
}
