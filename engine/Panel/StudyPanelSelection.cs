namespace IpdEngine.Panel;

/// <summary>A study without some of its participants.</summary>
internal static class StudyPanelSelection
{
    /// <summary>The panel itself where nobody is to go.</summary>
    internal static StudyPanel Without(StudyPanel panel, Func<string, bool> leaves)
    {
        var participants = panel.Participants;
        var stays = new bool[participants.Count];
        for (var p = 0; p < stays.Length; p++)
            stays[p] = !leaves(participants.Id(p));
        if (Array.TrueForAll(stays, stay => stay))
            return panel;
        var builder = new StudyPanelBuilder(panel.Facts, panel.Sessions.Measures, participants.Covariates);
        for (var p = 0; p < stays.Length; p++)
            if (stays[p])
                Copy(panel, p, builder);
        return builder.Build();
    }

    private static void Copy(StudyPanel panel, int p, StudyPanelBuilder builder)
    {
        var participants = panel.Participants;
        var sessions = panel.Sessions;
        builder.SetParticipant(participants.Id(p), new ParticipantFacts
        {
            Intake = participants.Intake[p],
            Outcome = participants.Outcome[p],
            Age = participants.Age[p],
            Female = participants.Female[p],
            Therapist = participants.Therapist[p] < 0 ? null : participants.Therapists[participants.Therapist[p]],
            Arm = participants.Arm[p] < 0 ? null : participants.Arms[participants.Arm[p]],
            Covariates = [.. participants.Covariates.Select(name => panel.Participants.Covariate(name)[p])],
        });
        var (first, count) = sessions.RowsOf(p);
        for (var row = first; row < first + count; row++)
            builder.AddSession(participants.Id(p), sessions.Session[row], sessions.Alliance[row], sessions.Symptom[row], sessions.Day[row],
                [.. sessions.Measures.Select(name => panel.Sessions.Measure(name)[row])]);
    }
}
