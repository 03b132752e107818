using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>A parameter defined by <c>:=</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Its value.</param>
/// <param name="StandardError">Delta method; NaN where the fit has no covariance.</param>
public sealed record DefinedParameter(string Name, double Estimate, double StandardError)
{
    /// <summary>The defined parameters of a fit, in order; each may use labels and those defined before it.</summary>
    /// <exception cref="ArgumentException">A name is neither a label nor defined before.</exception>
    public static IReadOnlyList<DefinedParameter> Of(SemFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var q = fit.Model.FreeCount;
        var known = Labels(fit);
        List<DefinedParameter> defined = [];
        foreach (var definition in fit.Model.Table.Definitions)
        {
            foreach (var label in definition.Expression.Labels())
                if (!known.ContainsKey(label))
                    throw new ArgumentException($"definition of {definition.Name}: found '{label}', expected a label of the model or a parameter defined before");
            var result = definition.Expression.Evaluate(label => known[label].Value, label => known[label].Gradient, q);
            known[definition.Name] = result;
            var error = fit.Covariance is null ? double.NaN : Math.Sqrt(DeltaMethod.Covariance(result.Gradient, fit.Covariance, 1, q)[0, 0]);
            defined.Add(new DefinedParameter(definition.Name, result.Value, error));
        }

        return defined;
    }

    private static Dictionary<string, Derivative> Labels(SemFit fit)
    {
        Dictionary<string, Derivative> known = new(StringComparer.Ordinal);
        var rows = fit.Model.Table.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Label is not { } label)
                continue;
            var gradient = new double[fit.Model.FreeCount];
            if (rows[i].Free >= 0)
                gradient[rows[i].Free] = 1;
            known[label] = new Derivative(fit.ValueOf(i), gradient);
        }

        return known;
    }
}
