using IpdEngine.TwoStage;

namespace IpdEngine.Cli.Output;

/// <summary>The table of claims on stdout.</summary>
internal static class ClaimLines
{
    public static void Write(RunResult result)
    {
        if (result.Studies.Any(s => s.Facts.Synthetic))
            Console.Out.WriteLine("synthetic data: every value is simulated");
        foreach (var claim in result.Claims)
        {
            var verdict = claim.Shown switch { true => "shown", false => "not shown", null => "not examined" };
            Console.Out.WriteLine($"{claim.Id,-3} {verdict,-12} {claim.Text}");
            Console.Out.WriteLine($"                 {claim.Found}");
        }
    }
}
