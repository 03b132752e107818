namespace IpdEngine.Panel.Waves;

/// <summary>The two scores of a window as participants x waves, the shape in which panel models see a study.</summary>
/// <remarks>Participants with nothing in the window are left out and counted; the order is that of the participants table.</remarks>
public sealed class WideScores
{
    private readonly int[] _participant;
    private readonly double[] _alliance;
    private readonly double[] _symptom;

    private WideScores(ObservedWaves waves, int[] participant, double[] alliance, double[] symptom, int unobserved)
    {
        Waves = waves;
        (_participant, _alliance, _symptom) = (participant, alliance, symptom);
        Unobserved = unobserved;
    }

    /// <summary>The waves: one column each.</summary>
    public ObservedWaves Waves { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => _participant.Length;

    /// <summary>Row of each participant in the <see cref="ParticipantTable"/>.</summary>
    public ReadOnlySpan<int> Participant => _participant;

    /// <summary>Alliance, row-major: participant i at wave w lies at i * Waves.Sessions.Count + w; NaN where missing.</summary>
    public ReadOnlySpan<double> Alliance => _alliance;

    /// <summary>Symptoms, in the same shape.</summary>
    public ReadOnlySpan<double> Symptom => _symptom;

    /// <summary>Participants of the study with neither score in the window.</summary>
    public int Unobserved { get; }

    /// <summary>The scores of a study in a window; its columns are the observed waves.</summary>
    public static WideScores Of(StudyPanel panel, SessionWindow window)
    {
        ArgumentNullException.ThrowIfNull(panel);
        var sessions = panel.Sessions;
        var waves = ObservedWaves.Of(sessions, window);
        var columns = waves.Sessions.Select((session, column) => (session, column)).ToDictionary(pair => pair.session, pair => pair.column);
        var rows = ParticipantsIn(sessions, window);
        var (alliance, symptom) = (Missing(rows.Length * columns.Count), Missing(rows.Length * columns.Count));
        var at = 0;
        for (var row = 0; row < sessions.Count; row++)
        {
            if (!columns.TryGetValue(sessions.Session[row], out var column))
                continue;
            while (rows[at] != sessions.Participant[row])
                at++;
            var cell = at * columns.Count + column;
            alliance[cell] = sessions.Alliance[row];
            symptom[cell] = sessions.Symptom[row];
        }
        return new WideScores(waves, rows, alliance, symptom, panel.Participants.Count - rows.Length);
    }

    private static int[] ParticipantsIn(SessionTable sessions, SessionWindow window)
    {
        List<int> rows = [];
        for (var row = 0; row < sessions.Count; row++)
            if (window.Contains(sessions.Session[row]) && (rows.Count == 0 || rows[^1] != sessions.Participant[row]))
                rows.Add(sessions.Participant[row]);
        return [.. rows];
    }

    private static double[] Missing(int cells)
    {
        var values = new double[cells];
        Array.Fill(values, double.NaN);
        return values;
    }
}
