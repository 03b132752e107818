namespace IpdEngine.Tests.Walls;

/// <summary>Strongly connected components of two nodes or more (Tarjan 1972).</summary>
internal static class Circles
{
    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, IReadOnlySet<string>> arrows)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var circles = new List<IReadOnlyList<string>>();
        foreach (var node in arrows.Keys.Order(StringComparer.Ordinal))
            if (!index.ContainsKey(node))
                Visit(node);
        return circles;

        void Visit(string node)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            foreach (var to in arrows.TryGetValue(node, out var next) ? next : new HashSet<string>())
            {
                if (!index.TryGetValue(to, out var place))
                {
                    Visit(to);
                    low[node] = Math.Min(low[node], low[to]);
                }
                else if (open.Contains(to))
                {
                    low[node] = Math.Min(low[node], place);
                }
            }
            if (low[node] != index[node])
                return;
            var circle = new List<string>();
            string member;
            do
                circle.Add(member = open.Pop());
            while (member != node);
            if (circle.Count > 1)
                circles.Add(circle);
        }
    }
}
