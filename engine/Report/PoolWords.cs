using IpdEngine.Stage2;

namespace IpdEngine.Report;

/// <summary>Options of a pool by metafor's names and in words.</summary>
internal static class PoolWords
{
    /// <summary>A test as metafor and plan files name it.</summary>
    public static string Test(PoolTest test) => test switch
    {
        PoolTest.AdHoc => "adhoc",
        PoolTest.Knha => "knha",
        PoolTest.T => "t",
        _ => "z",
    };

    /// <summary>A test as a methods section describes it.</summary>
    public static string TestInWords(PoolTest test) => test switch
    {
        PoolTest.AdHoc => "Knapp-Hartung tests and intervals whose scale factor is kept at 1 or above",
        PoolTest.Knha => "Knapp-Hartung tests and intervals",
        PoolTest.T => "Wald tests and intervals with k \u2212 p degrees of freedom",
        _ => "Wald tests and intervals",
    };

    /// <summary>An estimator of the between-study variance as a methods section names it.</summary>
    public static string EstimatorInWords(TauEstimator estimator) => estimator switch
    {
        TauEstimator.REML => "restricted maximum likelihood",
        TauEstimator.ML => "maximum likelihood",
        TauEstimator.DL => "DerSimonian and Laird's estimator",
        TauEstimator.HE => "Hedges' estimator",
        TauEstimator.HS => "Hunter and Schmidt's estimator",
        TauEstimator.SJ => "Sidik and Jonkman's estimator",
        TauEstimator.EB => "the empirical Bayes estimator",
        TauEstimator.PM => "Paule and Mandel's estimator",
        _ => "none (equal effects)",
    };

    /// <summary>A between-study structure in words.</summary>
    public static string StructureInWords(BetweenStructure structure) => structure switch
    {
        BetweenStructure.UN => "unstructured",
        BetweenStructure.CS => "compound symmetric",
        BetweenStructure.HCS => "heteroscedastic compound symmetric",
        BetweenStructure.ID => "one variance, no correlation",
        BetweenStructure.AR => "first-order autoregressive",
        _ => "diagonal",
    };

    /// <summary>Why a study's sandwich is singular; clustered by therapist, its rank is bounded by therapists.</summary>
    public static string FewForTheSandwich(string cluster) =>
        (cluster == "therapist" ? "fewer participants or therapists" : "fewer participants") + " than free parameters";

    /// <summary>A confidence level in percent: <c>95</c>.</summary>
    public static string Percent(double level) => (100 * level).ToString("0.##");
}
