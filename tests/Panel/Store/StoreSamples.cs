using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Tests.Panel.Store;

/// <summary>Studies and sources for the tests of the store.</summary>
internal static class StoreSamples
{
    internal static StudySource Source(string raw = "aa", string description = "study: trial\n") => new()
    {
        RawHash = raw,
        RegistryHash = "bb",
        Description = description,
        Findings = [new("score-out-of-range", "warning", "t.csv", null, 7, "wai", "9", "1 to 7", "check the form", 1)],
    };

    internal static StudyPanel Rich(string study = "trial", int participants = 6, double shift = 0)
    {
        var builder = new StudyPanelBuilder(Samples.Facts(study), measures: ["wai_t"], covariates: ["years"]);
        for (var p = participants - 1; p >= 0; p--)
        {
            var id = $"p{p:0000}";
            builder.SetParticipant(id, new ParticipantFacts
            {
                Intake = 20 + p,
                Outcome = p % 2 == 0 ? double.NaN : 10,
                Age = 30 + p,
                Female = p % 2,
                Therapist = p % 3 == 0 ? null : $"t{p % 3}",
                Arm = p % 2 == 0 ? "cbt" : "ipt",
                Covariates = [p],
            });
            for (var s = 3; s >= 1; s--)
                builder.AddSession(id, s, s == 2 ? double.NaN : 3 + 0.1 * p + shift, 20 - s, s == 1 ? 0 : PanelSchema.UnknownDay, [s * 0.5]);
        }
        return builder.Build();
    }
}
