using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages;

/// <summary>The way of a dataset, and how far this one is on it.</summary>
internal static class Steps
{
    private static readonly string[] s_steps = ["Upload", "Describe", "Preview", "Store"];

    /// <summary>The way, with the step at hand (from 0; past the last one all is done).</summary>
    public static Html Of(int here) => Html.Of(
        $"<ol class=\"steps\" aria-label=\"Steps\">{Html.Each(s_steps.Index(), step => Html.Of($"<li{(step.Index == here ? Html.Of($" aria-current=\"step\"") : step.Index < here ? Html.Of($" class=\"done\"") : Html.None)}>{step.Item}</li>"))}</ol>\n");
}
