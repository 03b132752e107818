using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Simulation.Stress;

/// <summary>One study of the stress corpus under both optimisers.</summary>
/// <param name="Number">Number of the study.</param>
/// <param name="Waves">Sessions, T.</param>
/// <param name="Persons">Persons drawn, N.</param>
/// <param name="Status">Stage 1's status.</param>
/// <param name="Ours">Stage 1's -2 log L; NaN where refused.</param>
/// <param name="Theirs">-2 log L of the highest maximum that the second optimiser reached; NaN where none.</param>
/// <param name="Lowest">The lowest -2 log L that it saw anywhere.</param>
/// <param name="Reached">Of its ten starts, those that reached that maximum.</param>
/// <param name="Verdict">What the two together say.</param>
public sealed record StressCase(int Number, int Waves, int Persons, FitStatus Status, double Ours, double Theirs, double Lowest, int Reached, StressVerdict Verdict)
{
    private static readonly PanelOptions s_options = new() { Sensitivity = false, FitMeasures = false };

    /// <summary>Draws the study of one number and fits it by both.</summary>
    public static StressCase Of(ulong seed, int number)
    {
        var truth = StressDesign.Truth(seed, number);
        var (waves, persons) = (truth.Panel.Waves, truth.Participants);
        var study = StressDesign.Study(seed, number);
        var fit = PanelModel.Fit(study, "riclpm", s_options);
        if (fit.Status.Code == FitStatusCode.TooSmall)
            return new StressCase(number, waves, persons, fit.Status, double.NaN, double.NaN, double.NaN, 0, StressVerdict.Refused);
        var second = SecondOpinion.Of(study, waves, seed, number);
        var ours = fit.Trail!.Objective;
        var verdict = fit.Trail.Converged ? WithMaximum(ours, second) : WithoutMaximum(second);
        return new StressCase(number, waves, persons, fit.Status, ours, second.Maximum, second.Lowest, second.Reached, verdict);
    }

    private static StressVerdict WithMaximum(double ours, SecondOpinion second) =>
        second.Maximum < ours - SecondOpinion.Same ? StressVerdict.Beaten
        : second.Lowest < ours - SecondOpinion.Same ? StressVerdict.HigherWithoutEnd
        : second.Maximum <= ours + SecondOpinion.Same ? StressVerdict.Agreed
        : StressVerdict.OursAlone;

    private static StressVerdict WithoutMaximum(SecondOpinion second) =>
        !second.WithoutEnd ? StressVerdict.Missed
        : second.Unbounded ? StressVerdict.NoMaximumUnbounded
        : second.UnitRoot ? StressVerdict.NoMaximumUnitRoot
        : StressVerdict.Unexplained;
}
