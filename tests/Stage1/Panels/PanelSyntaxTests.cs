using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary>The models that lavaan fitted are the models that are generated, to the letter: tests/References/stage1/syntax.</summary>
public class PanelSyntaxTests
{
    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        foreach (var name in Names())
            files.Add(name);
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_syntax_that_lavaan_was_given_is_the_syntax_that_is_generated(string name)
    {
        var parts = name.Split('_');
        var text = parts[0] == "dpm"
            ? DynamicSyntax.Of(Dynamic(parts[1], Sessions(parts[2]), string.Join('_', parts[3..])))
            : PanelSyntax.Of(Form(parts[0], Sessions(parts[1]), string.Join('_', parts[2..])));
        Assert.Equal(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "syntax", name + ".lav")), text);
        Assert.NotEmpty(ModelParser.Parse(text));
    }

    [Fact]
    public void Every_model_and_option_is_among_the_files()
    {
        var files = Names();
        Assert.True(files.Length >= 50);
        foreach (var start in new[] { "clpm_", "riclpm_", "lcmsr_", "dpm_as_", "dpm_sa_" })
            Assert.Contains(files, file => file.StartsWith(start, StringComparison.Ordinal));
        foreach (var end in new[] { "_free", "_equal", "_same_session", "_later", "_singular", "_standardised", "_covariates", "_covariates_within", "_auxiliary", "_groups", "_groups_equal" })
            Assert.Contains(files, file => file.EndsWith(end, StringComparison.Ordinal));
    }

    private static string[] Names() =>
        [.. Directory.GetFiles(Path.Combine(ExpectedCorpus.Folder("stage1"), "syntax"), "*.lav").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name.Split('_')[0] is "clpm" or "riclpm" or "lcmsr" or "dpm").Order(StringComparer.Ordinal)];

    private static int[] Sessions(string text) => text == "1357" ? [1, 3, 5, 7] : [.. Enumerable.Range(1, int.Parse(text))];

    private static PanelForm Form(string model, int[] sessions, string option) => new(sessions, option switch
    {
        "singular" => InterceptBlock.Singular,
        "symptom_only" => InterceptBlock.SymptomOnly,
        "alliance_only" => InterceptBlock.AllianceOnly,
        _ => model switch { "clpm" => InterceptBlock.Absent, "lcmsr" => InterceptBlock.Growth, _ => InterceptBlock.Free },
    })
    {
        Lags = option switch { "free" => LagPattern.Free, "standardised" => LagPattern.StandardisedEqual, _ => LagPattern.Equal },
        Covariates = option.StartsWith("covariates", StringComparison.Ordinal) ? model == "lcmsr" || option == "covariates_within" && model == "riclpm" ? ["x1"] : ["x1", "x2"] : [],
        CovariatesOnWithin = option == "covariates_within",
        Auxiliary = option == "auxiliary" ? model == "clpm" ? ["x1"] : ["x1", "x2"] : [],
        Groups = option.StartsWith("groups", StringComparison.Ordinal) ? 2 : 1,
        EqualAcrossGroups = option == "groups_equal",
        SameSession = option == "same_session",
        EqualResiduals = option == "equal",
        EqualMeans = option == "equal",
    };

    private static DynamicForm Dynamic(string direction, int[] sessions, string option) => new(sessions, direction)
    {
        FreeLags = option == "free",
        SameSession = option == "same_session",
        EqualResiduals = option == "equal",
        ContemporaneousErrors = option != "later" && !(option == "same_session" && direction == "sa"),
    };
}
