namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Orders variables so that causes stand before effects (Kahn 1962), where there is such an order.</summary>
internal static class Recursion
{
    public static int[]? Order(int variables, Cell[] cells)
    {
        var waiting = new int[variables];
        foreach (var cell in cells)
            if (cell.Matrix == CellMatrix.Path)
                waiting[cell.Row]++;
        List<int> order = [];
        for (var i = 0; i < variables; i++)
            if (waiting[i] == 0)
                order.Add(i);
        for (var next = 0; next < order.Count; next++)
        {
            foreach (var cell in cells)
                if (cell.Matrix == CellMatrix.Path && cell.Column == order[next] && --waiting[cell.Row] == 0)
                    order.Add(cell.Row);
        }

        return order.Count == variables ? [.. order] : null;
    }
}
