using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Second derivatives of -2 log L over the elements of all G, from sums of q x q a block (symbols: <see cref="MultilevelCriterion"/>).</summary>
internal sealed class BlockInformation
{
    private readonly EffectBlocks _data;
    private readonly BlockMoments _moments;
    private readonly bool _restricted;
    private readonly int _elements;
    private readonly double[] _forms;
    private readonly double[] _left;
    private readonly double[] _work;
    private readonly double[] _means;
    private readonly double[] _meansSolved;

    public BlockInformation(EffectBlocks data, BlockMoments moments, bool restricted)
    {
        (_data, _moments, _restricted, _elements) = (data, moments, restricted, data.Offsets[^1]);
        var (square, p) = (data.P * data.P, data.P);
        (_forms, _left, _work) = (new double[_elements * square], new double[_elements * square], new double[square]);
        (_means, _meansSolved) = (new double[_elements * p], new double[_elements * p]);
    }

    /// <summary>X'W K_e W X of element e (p x p), filled by <see cref="Fill"/>: the derivative of A, with its sign turned.</summary>
    public ReadOnlySpan<double> Form(int e) => _forms.AsSpan(e * _data.P * _data.P, _data.P * _data.P);

    /// <summary>Fills the second derivatives (elements x elements) after <see cref="BlockMoments.Derivative"/>; those of G itself are not in them.</summary>
    /// <param name="information">Overwritten; its change to the parameters of symmetric structures is what has a meaning.</param>
    /// <param name="exact">False: tr(P K P K), the expected information. True: the second derivatives themselves.</param>
    public void Fill(Span<double> information, bool exact)
    {
        information[..(_elements * _elements)].Clear();
        Array.Clear(_forms);
        Array.Clear(_means);
        foreach (var state in _moments.States)
        {
            AddPairs(state, information, exact);
            AddForms(state);
        }
        if (_restricted)
            AddFormTraces(information, exact ? -1 : 1);
        if (exact)
            AddMeans(information);
    }

    private void AddPairs(BlockState state, Span<double> information, bool exact)
    {
        var (block, terms) = (state.Block, _data.Terms.Count);
        for (var t = 0; t < terms; t++)
            for (var s = 0; s < terms; s++)
                for (var g = block.TermGroups[t]; g < block.TermGroups[t + 1]; g++)
                    for (var h = block.TermGroups[s]; h < block.TermGroups[s + 1]; h++)
                        AddPair(state, information, exact, (t, g), (s, h));
    }

    private void AddPair(BlockState state, Span<double> information, bool exact, (int Term, int Group) one, (int Term, int Group) two)
    {
        var (block, q) = (state.Block, state.Block.Q);
        var (first, firstEnd) = (block.GroupStart[one.Group], block.GroupStart[one.Group] + block.GroupLength[one.Group]);
        var (second, secondEnd) = (block.GroupStart[two.Group], block.GroupStart[two.Group] + block.GroupLength[two.Group]);
        var (orderOne, orderTwo) = (_data.Terms[one.Term].Order, _data.Terms[two.Term].Order);
        for (var x = first; x < firstEnd; x++)
            for (var y = first; y < firstEnd; y++)
            {
                var row = (_data.Offsets[one.Term] + block.Inner[x] * orderOne + block.Inner[y]) * _elements + _data.Offsets[two.Term];
                for (var z = second; z < secondEnd; z++)
                {
                    var c = state.C[x * q + z];
                    for (var w = second; w < secondEnd; w++)
                    {
                        var pair = c * state.C[y * q + w];
                        var trace = _restricted ? pair - 2 * c * state.B[y * q + w] : pair;
                        information[row + block.Inner[z] * orderTwo + block.Inner[w]] += exact ? 2 * c * state.V[y] * state.V[w] - trace : trace;
                    }
                }
            }
    }

    private void AddForms(BlockState state)
    {
        var (block, p) = (state.Block, _data.P);
        for (var t = 0; t < _data.Terms.Count; t++)
            for (var g = block.TermGroups[t]; g < block.TermGroups[t + 1]; g++)
            {
                var (first, last, order) = (block.GroupStart[g], block.GroupStart[g] + block.GroupLength[g], _data.Terms[t].Order);
                for (var x = first; x < last; x++)
                    for (var y = first; y < last; y++)
                    {
                        var e = _data.Offsets[t] + block.Inner[x] * order + block.Inner[y];
                        for (var i = 0; i < p; i++)
                        {
                            VectorAlgebra.AddScaled(state.T[x * p + i], state.T.AsSpan(y * p, p), _forms.AsSpan((e * p + i) * p, p));
                            _means[e * p + i] += state.T[x * p + i] * state.V[y];
                        }
                    }
            }
    }

    // tr(A^-1 F_e A^-1 F_f).
    private void AddFormTraces(Span<double> information, double sign)
    {
        var (p, square) = (_data.P, _data.P * _data.P);
        for (var e = 0; e < _elements; e++)
        {
            SymmetricAlgebra.Multiply(_moments.Covariance, Form(e), _work, p, p, p);
            SymmetricAlgebra.Multiply(_work, _moments.Covariance, _left.AsSpan(e * square, square), p, p, p);
        }
        for (var e = 0; e < _elements; e++)
            for (var f = 0; f < _elements; f++)
                information[e * _elements + f] += sign * VectorAlgebra.Dot(_left.AsSpan(e * square, square), Form(f));
    }

    // -2 (X'W K_e u)'A^-1 (X'W K_f u).
    private void AddMeans(Span<double> information)
    {
        var p = _data.P;
        SymmetricAlgebra.Multiply(_means, _moments.Covariance, _meansSolved, _elements, p, p);
        for (var e = 0; e < _elements; e++)
            for (var f = 0; f < _elements; f++)
                information[e * _elements + f] -= 2 * VectorAlgebra.Dot(_meansSolved.AsSpan(e * p, p), _means.AsSpan(f * p, p));
    }
}
