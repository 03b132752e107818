using IpdEngine.Stage1.Multilevel.LinearMixed;
using IpdEngine.Stage1.Multilevel.Lmm;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>The core for one grouping factor and the core for any find the same optimum.</summary>
public sealed class TwoCoresTests
{
    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, MixedReferences.Cases.Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_cores_agree(int index)
    {
        var data = MixedReferences.Data(MixedReferences.Cases.ElementAt(index));
        var one = MixedModel.Fit(data, true, out var status)!;
        var any = MixedFitting.Fit(Rows(data), new LinearMixedOptions());
        Assert.Equal(status.Code, any.Status.Code);
        Assert.Equal(one.Criterion, any.Fit!.Criterion, 1e-8 * Math.Abs(one.Criterion));
        for (var k = 0; k < one.Coefficients.Length; k++)
        {
            Assert.Equal(one.Coefficients[k], any.Fit.Coefficients[k], 1e-6 * one.StandardError(k));
            Assert.Equal(one.StandardError(k), any.Fit.StandardError(k), 1e-6 * one.StandardError(k));
            Assert.Equal(one.DegreesOfFreedom[k], any.Fit.DegreesOfFreedom[k], 1e-3 * one.DegreesOfFreedom[k]);
        }
    }

    private static ModelRows Rows(MixedData data)
    {
        var codes = new int[data.Rows];
        for (var g = 0; g < data.Groups; g++)
            codes.AsSpan(data.GroupStarts[g], data.GroupStarts[g + 1] - data.GroupStarts[g]).Fill(g);
        var columns = new double[data.Rows * data.Fixed];
        for (var i = 0; i < data.Rows; i++)
            for (var j = 0; j < data.Fixed; j++)
                columns[j * data.Rows + i] = data.FixedColumns[i * data.Fixed + j];
        var block = new RandomBlock("g", codes, [.. Enumerable.Range(0, data.Groups).Select(g => $"{g}")], data.RandomColumns, data.RandomNames, [data.Random]);
        return new ModelRows(data.Response, columns, data.FixedNames, [block], null);
    }
}
