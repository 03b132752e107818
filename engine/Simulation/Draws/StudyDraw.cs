using IpdEngine.Numerics.Random;
using IpdEngine.Panel;

namespace IpdEngine.Simulation.Draws;

/// <summary>Draws one study from its truth.</summary>
public static class StudyDraw
{
    /// <summary>The study of one place in a simulation: the same for the same seed, replicate and study on any machine.</summary>
    /// <exception cref="ArgumentException">The truth cannot be drawn from.</exception>
    public static StudyPanel Of(StudyTruth truth, ulong seed, int replicate, int study)
    {
        ArgumentNullException.ThrowIfNull(truth);
        truth.Require();
        var stream = Streams.At(seed, replicate, study);
        var builder = new StudyPanelBuilder(new StudyFacts
        {
            Study = truth.Study,
            Country = truth.Country,
            Synthetic = true,
            SessionLag = truth.SessionLag,
            Alliance = new MeasureFacts("simulated", "P", -1e6, 1e6, false, null),
            Symptom = new MeasureFacts("simulated", "P", -1e6, 1e6, false, null),
        });
        var therapists = new double[truth.Therapists];
        for (var i = 0; i < therapists.Length; i++)
            therapists[i] = Math.Sqrt(truth.TherapistShare * truth.Panel.Intercepts.Alliance) * stream.NextNormal();
        for (var person = 0; person < truth.Participants; person++)
            DrawPerson(truth, stream, builder, person, therapists);
        return builder.Build();
    }

    private static void DrawPerson(StudyTruth truth, Philox stream, StudyPanelBuilder builder, int person, double[] therapists)
    {
        var panel = truth.Panel;
        var name = $"p{person:D5}";
        var code = builder.Participant(name);
        var intercepts = Intercepts(truth, stream, person, therapists);
        builder.SetParticipant(name, Facts(truth, stream, intercepts, person));
        var lags = OwnLags(panel, intercepts);
        var (symptomMean, symptomSd) = (panel.SymptomMean, Math.Sqrt(panel.Intercepts.Symptom + panel.First.Symptom + panel.Error.Symptom));
        var within = panel.First.Draw(stream);
        var lastSymptom = 0.0;
        for (var t = 1; t <= panel.Waves; t++)
        {
            if (t > 1)
            {
                var (ea, es) = panel.Residual.Draw(stream);
                within = (lags.Aa * within.Alliance + lags.Sa * within.Symptom + ea, lags.As * within.Alliance + lags.Ss * within.Symptom + es);
                if (stream.NextUniform() < truth.Missingness.Hazard(lastSymptom))
                    return;
            }

            var error = panel.Error.Draw(stream);
            var alliance = panel.AllianceMean.Start + panel.AllianceMean.Trend * (t - 1) + intercepts.Alliance + within.Alliance + error.Alliance;
            var symptom = symptomMean.Start + symptomMean.Trend * (t - 1) + intercepts.Symptom + within.Symptom + error.Symptom;
            var (noAlliance, noSymptom) = (stream.NextUniform() < truth.Missingness.Intermittent, stream.NextUniform() < truth.Missingness.Intermittent);
            if ((t - 1) % truth.SessionLag != 0)
                continue;
            if (!noSymptom)
                lastSymptom = (symptom - symptomMean.Start - symptomMean.Trend * (t - 1)) / symptomSd;
            builder.AddSession(code, t, noAlliance ? double.NaN : alliance, noSymptom ? double.NaN : symptom);
        }
    }

    private static (double Alliance, double Symptom) Intercepts(StudyTruth truth, Philox stream, int person, double[] therapists)
    {
        var all = truth.Panel.Intercepts;
        if (therapists.Length == 0)
            return all.Draw(stream);

        // The therapist's share of the alliance variance carries its share of the covariance with it.
        var own = all with { Alliance = all.Alliance * (1 - truth.TherapistShare), Both = all.Both * Math.Sqrt(1 - truth.TherapistShare) };
        var (alliance, symptom) = own.Draw(stream);
        return (alliance + therapists[person % therapists.Length], symptom);
    }

    private static ParticipantFacts Facts(StudyTruth truth, Philox stream, (double Alliance, double Symptom) intercepts, int person)
    {
        var therapist = truth.Therapists == 0 ? null : $"t{person % truth.Therapists:D3}";
        if (truth.Outcome is not { } outcome)
            return new ParticipantFacts { Therapist = therapist };
        var (za, zs) = Scores(truth.Panel, intercepts);
        var intake = outcome.Intake * zs + Math.Sqrt(Math.Max(0, 1 - outcome.Intake * outcome.Intake)) * stream.NextNormal();
        var after = outcome.Symptom * zs + outcome.Alliance * za + outcome.Noise * stream.NextNormal();
        return new ParticipantFacts { Therapist = therapist, Intake = intake, Outcome = after };
    }

    private static LagMatrix OwnLags(PanelTruth panel, (double Alliance, double Symptom) intercepts)
    {
        var (za, zs) = Scores(panel, intercepts);
        return panel.Lags with { As = panel.Lags.As + panel.AllianceInteraction * za + panel.SymptomInteraction * zs };
    }

    private static (double Alliance, double Symptom) Scores(PanelTruth panel, (double Alliance, double Symptom) intercepts) => (
        panel.Intercepts.Alliance > 0 ? intercepts.Alliance / Math.Sqrt(panel.Intercepts.Alliance) : 0,
        panel.Intercepts.Symptom > 0 ? intercepts.Symptom / Math.Sqrt(panel.Intercepts.Symptom) : 0);
}
