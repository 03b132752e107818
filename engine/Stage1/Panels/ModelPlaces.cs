using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Panels;

/// <summary>Finds parameters and variables of a generated model by name.</summary>
internal static class ModelPlaces
{
    /// <summary>Row of a parameter in the model's table.</summary>
    public static int Row(ModelStructure model, string op, string left, string right, int group = 1)
    {
        for (var i = 0; i < model.Table.Rows.Count; i++)
        {
            var row = model.Table.Rows[i];
            if (row.Operator == op && row.Left == left && row.Right == right && row.Group == group)
                return i;
        }

        throw new ArgumentException($"found {left} {op} {right}, expected a parameter of the model", nameof(op));
    }

    /// <summary>Index of a variable.</summary>
    public static int Variable(ModelStructure model, string name)
    {
        for (var i = 0; i < model.Variables.Count; i++)
            if (model.Variables[i] == name)
                return i;
        throw new ArgumentException($"found '{name}', expected one of {string.Join(", ", model.Variables)}", nameof(name));
    }
}
