namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>A value with first and second derivatives by k labels: forward differentiation (Griewank and Walther 2008, Evaluating Derivatives, chapter 3).</summary>
/// <param name="Value">The value.</param>
/// <param name="Gradient">k first derivatives.</param>
/// <param name="Hessian">k x k second derivatives, both triangles.</param>
internal readonly record struct Jet(double Value, double[] Gradient, double[] Hessian)
{
    /// <summary>A constant.</summary>
    public static Jet Of(double value, int k) => new(value, new double[k], new double[k * k]);

    /// <summary>The label at a place.</summary>
    public static Jet Variable(double value, int place, int k)
    {
        var jet = Of(value, k);
        jet.Gradient[place] = 1;
        return jet;
    }

    /// <summary>f(x), given f and its two derivatives at x.</summary>
    public Jet Through(double value, double first, double second)
    {
        var k = Gradient.Length;
        var result = Of(value, k);
        for (var i = 0; i < k; i++)
        {
            result.Gradient[i] = Scaled(first, Gradient[i]);
            for (var j = 0; j < k; j++)
                result.Hessian[i * k + j] = Scaled(first, Hessian[i * k + j]) + Scaled(second, Gradient[i] * Gradient[j]);
        }

        return result;
    }

    /// <summary>x + factor y.</summary>
    public Jet Plus(in Jet other, double factor)
    {
        var result = Of(Value + factor * other.Value, Gradient.Length);
        for (var i = 0; i < Gradient.Length; i++)
            result.Gradient[i] = Gradient[i] + factor * other.Gradient[i];
        for (var i = 0; i < Hessian.Length; i++)
            result.Hessian[i] = Hessian[i] + factor * other.Hessian[i];
        return result;
    }

    /// <summary>x y.</summary>
    public Jet Times(in Jet other)
    {
        var k = Gradient.Length;
        var result = Of(Value * other.Value, k);
        for (var i = 0; i < k; i++)
        {
            result.Gradient[i] = Value * other.Gradient[i] + other.Value * Gradient[i];
            for (var j = 0; j < k; j++)
            {
                result.Hessian[i * k + j] = Value * other.Hessian[i * k + j] + other.Value * Hessian[i * k + j]
                    + Gradient[i] * other.Gradient[j] + Gradient[j] * other.Gradient[i];
            }
        }

        return result;
    }

    // What does not vary has no share, even where the function's own derivative is infinite.
    private static double Scaled(double factor, double part) => part == 0 ? 0 : factor * part;
}
