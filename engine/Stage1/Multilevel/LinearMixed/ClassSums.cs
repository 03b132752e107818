using System.Runtime.CompilerServices;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>The sums with groups of one T (persons with as many sessions, where only the intercept varies; every group of a balanced design) made into one class.</summary>
/// <remarks>The likelihood is linear in the products w_a w_b' of the rows of W, with weights that depend on T alone: so those products are made once.</remarks>
internal sealed class ClassSums : GroupSums
{
    /// <summary>Classes among which a group's T is looked for: enough for intercepts, and cheap where every T differs.</summary>
    private const int SharedClasses = 16;

    private readonly int _pairs;
    private readonly double[] _weights, _ztz, _scales, _form;
    private readonly double[][] _tables;
    private readonly ClassFactor _factor;
    private int _classes;

    internal ClassSums(int random, int columns, int groups)
        : base(random, columns)
    {
        _pairs = Triangle.Length(random);
        (_weights, _ztz, _tables) = (new double[groups], new double[groups * random * random], new double[groups][]);
        (_scales, _form, _factor) = (new double[_pairs * _pairs], new double[2 * random * random], new ClassFactor(random));
    }

    internal override void Add(ReadOnlySpan<double> t, ReadOnlySpan<double> w, int stride)
    {
        var index = IndexOf(t);
        if (index == _classes)
        {
            t.CopyTo(_ztz.AsSpan(index * t.Length));
            _tables[index] = new double[_pairs * Length + Lanes.Width];
            _classes++;
        }

        _weights[index]++;
        var row = _tables[index].AsSpan();
        for (var a = 0; a < Random; a++)
            for (var b = a; b < Random; b++, row = row[Length..])
                Lanes.AddTriangle(a == b ? 0.5 : 1, w[(a * stride)..], w[(b * stride)..], row, Columns);
    }

    internal override void SetLambda(ReadOnlySpan<double> lambda) => _factor.SetLambda(lambda);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override double Subtract(Span<double> triangle)
    {
        var (logarithms, product) = (0.0, 1.0);
        for (var index = 0; index < _classes; index++)
        {
            var determinant = _factor.Invert(ZtzOf(index));
            for (var (a, k) = (0, 0); a < Random; a++)
                for (var b = a; b < Random; b++, k++)
                    Lanes.AddScaled(-_factor.M[a * Random + b], TableOf(index).Slice(k * Length, Length), triangle);

            // A logarithm of the product of many determinants, before it outgrows a double.
            if (_weights[index] != 1)
                logarithms += _weights[index] * Math.Log(determinant);
            else if ((product *= determinant) > 1e100)
                (logarithms, product) = (logarithms + Math.Log(product), 1);
        }

        return logarithms + Math.Log(product);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Differentiate(ReadOnlySpan<double> weights)
    {
        Array.Clear(Outers);
        Array.Clear(Gamma);
        Array.Clear(Products);
        for (var index = 0; index < _classes; index++)
        {
            var table = TableOf(index);
            _factor.Project(ZtzOf(index));
            AddOuters(table, _factor.B);
            Span<double> form = Form(table, weights, _factor.B);
            var p = _factor.P;
            for (var a = 0; a < form.Length; a++)
            {
                Gamma[a] += _weights[index] * p[a] - form[a];
                var left = 2 * form[a] - _weights[index] * p[a];
                for (var b = 0; b < form.Length; b++)
                    Products[a * form.Length + b] += left * p[b];
            }
        }
    }

    private ReadOnlySpan<double> ZtzOf(int index) => _ztz.AsSpan(index * Random * Random, Random * Random);

    // For each pair a <= b the sum over the class' groups of w_a w_a', or w_a w_b' + w_b w_a'.
    private ReadOnlySpan<double> TableOf(int index) => _tables[index].AsSpan(0, _pairs * Length);

    private int IndexOf(ReadOnlySpan<double> t)
    {
        for (var index = 0; index < Math.Min(_classes, SharedClasses); index++)
            if (ZtzOf(index).SequenceEqual(t))
                return index;
        return _classes;
    }

    /// <summary>u_a u_a', or u_a u_b' + u_b u_a', from the products of the rows of W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOuters(ReadOnlySpan<double> table, ReadOnlySpan<double> b)
    {
        var (q, k) = (Random, 0);
        for (var r = 0; r < q; r++)
            for (var s = r; s < q; s++)
                for (var c = 0; c < q; c++)
                    for (var d = c; d < q; d++)
                        _scales[k++] = r == s ? b[r * q + c] * b[r * q + d]
                            : c == d ? 2 * b[r * q + c] * b[s * q + c]
                            : b[r * q + c] * b[s * q + d] + b[r * q + d] * b[s * q + c];
        for (var pair = 0; pair < _pairs; pair++)
            for (var from = 0; from < _pairs; from++)
                Lanes.AddScaled(_scales[pair * _pairs + from], table.Slice(from * Length, Length), Outers.AsSpan(pair * Length, Length));
    }

    /// <summary>Q = B (W K W') B'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Span<double> Form(ReadOnlySpan<double> table, ReadOnlySpan<double> weights, ReadOnlySpan<double> b)
    {
        var q = Random;
        Span<double> form = _form.AsSpan(0, q * q), inner = _form.AsSpan(q * q);
        for (var (c, k) = (0, 0); c < q; c++)
        {
            for (var d = c; d < q; d++, k++)
            {
                var trace = Lanes.Dot(table.Slice(k * Length, Length), weights);
                inner[c * q + d] = inner[d * q + c] = c == d ? trace : trace / 2;
            }
        }

        for (var r = 0; r < q; r++)
        {
            for (var s = r; s < q; s++)
            {
                var sum = 0.0;
                for (var c = 0; c < q; c++)
                    for (var d = 0; d < q; d++)
                        sum += b[r * q + c] * inner[c * q + d] * b[s * q + d];
                form[r * q + s] = form[s * q + r] = sum;
            }
        }

        return form;
    }
}
