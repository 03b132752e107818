using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>The claims with their verdicts.</summary>
internal static class ClaimsTable
{
    /// <summary>One claim a row.</summary>
    public static Table Of(RunResult result)
    {
        var table = new Table("claims", Table.Text("id"), Table.Text("claim"), Table.Text("found"), Table.Text("verdict"));
        foreach (var claim in result.Claims)
            table.Add(claim.Id, claim.Text, claim.Found, Verdict(claim));
        return table;
    }

    /// <summary>A verdict in words.</summary>
    public static string Verdict(Claim claim) => claim.Shown switch
    {
        true => "shown",
        false => "not shown",
        null => "not examined",
    };
}
