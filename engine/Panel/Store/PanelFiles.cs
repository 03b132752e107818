using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Store;

/// <summary>A study as its two Parquet files, and back.</summary>
internal static class PanelFiles
{
    internal const string Sessions = "sessions.parquet";
    internal const string Participants = "participants.parquet";

    internal static void WriteSessions(Stream stream, StudyPanel panel)
    {
        var sessions = panel.Sessions;
        var ids = panel.Participants;
        // Arrow memory is a span; the writer takes its slices one row group at a time.
        TableFile.Write(stream,
        [
            TableColumn.Text(PanelSchema.Participant, sessions.Count, OneIdAtATime(sessions, ids)),
            TableColumn.Integers(PanelSchema.Session, Memory<int>(sessions.Batch, 1)),
            TableColumn.Integers(PanelSchema.Day, Memory<int>(sessions.Batch, 2), PanelSchema.UnknownDay),
            TableColumn.Numbers(PanelSchema.Alliance, Memory<double>(sessions.Batch, 3)),
            TableColumn.Numbers(PanelSchema.Symptom, Memory<double>(sessions.Batch, 4)),
            .. sessions.Measures.Select((name, m) => TableColumn.Numbers(name, Memory<double>(sessions.Batch, PanelSchema.SessionColumns.Count + m))),
        ]);
    }

    internal static void WriteParticipants(Stream stream, StudyPanel panel)
    {
        var participants = panel.Participants;
        TableFile.Write(stream,
        [
            TableColumn.Text(PanelSchema.Participant, participants.Count, participants.Id),
            .. PanelSchema.ParticipantNumbers.Select((name, c) => TableColumn.Numbers(name, Memory<double>(participants.Batch, 1 + c))),
            TableColumn.Codes(PanelSchema.Therapist, participants.Therapist.ToArray(), participants.Therapists),
            TableColumn.Codes(PanelSchema.Arm, participants.Arm.ToArray(), participants.Arms),
            .. participants.Covariates.Select((name, c) => TableColumn.Numbers(name, Memory<double>(participants.Batch, PanelSchema.ParticipantColumns.Count + c))),
        ]);
    }

    /// <exception cref="BrokenStoreException">A column lacks, or rows stand out of order.</exception>
    internal static StudyPanel Read(string folder, StudyFacts facts)
    {
        var (participants, ranks) = ReadParticipants(Path.Combine(folder, Participants));
        var sessions = ReadSessions(Path.Combine(folder, Sessions), ranks);
        return new StudyPanel(facts, participants, new SessionTable(sessions, participants));
    }

    private static (ParticipantTable Table, Dictionary<string, int> Ranks) ReadParticipants(string path)
    {
        using var file = new StoredTable(path);
        string?[] ids = Texts(file, PanelSchema.Participant);
        var ranks = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
            if (ids[i] is not { } id || (i > 0 && string.CompareOrdinal(ids[i - 1], id) >= 0) || !ranks.TryAdd(id, i))
                throw new BrokenStoreException(path, PanelSchema.Participant, "rising pseudonyms", $"row {i} out of order");
        string[] covariates = [.. file.Columns.Skip(PanelSchema.ParticipantColumns.Count)];
        var columns = new ParticipantColumns(
            ArrowColumns.Strings(ids!), [.. PanelSchema.ParticipantNumbers.Select(name => file.Doubles(name).AsMemory())],
            LabelledCodes.Of(Texts(file, PanelSchema.Therapist)), LabelledCodes.Of(Texts(file, PanelSchema.Arm)),
            covariates, [.. covariates.Select(name => file.Doubles(name).AsMemory())]);
        return (new ParticipantTable(columns), ranks);
    }

    private static SessionColumns ReadSessions(string path, Dictionary<string, int> ranks)
    {
        using var file = new StoredTable(path);
        var participant = Ranks(file, ranks);
        string[] measures = [.. file.Columns.Skip(PanelSchema.SessionColumns.Count)];
        var columns = new SessionColumns(
            participant, file.Integers(PanelSchema.Session, 0), file.Integers(PanelSchema.Day, PanelSchema.UnknownDay),
            file.Doubles(PanelSchema.Alliance), file.Doubles(PanelSchema.Symptom), measures, [.. measures.Select(name => file.Doubles(name).AsMemory())]);
        var ranked = ArrowColumns.View<int>(participant);
        var session = ArrowColumns.View<int>(columns.Session.Span);
        for (var row = 1; row < ranked.Length; row++)
            if (ranked[row] < ranked[row - 1] || (ranked[row] == ranked[row - 1] && session[row] <= session[row - 1]))
                throw new BrokenStoreException(path, PanelSchema.Session, "rows by participant and session", $"row {row} out of order");
        return columns;
    }

    private static byte[] Ranks(StoredTable file, Dictionary<string, int> ranks)
    {
        var bytes = ArrowColumns.Allocate<int>(file.Rows);
        var lookup = ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        file.Texts(PanelSchema.Participant, (row, id, isMissing) =>
        {
            if (isMissing || !lookup.TryGetValue(id.Span, out var rank))
                throw new BrokenStoreException(file.Path, PanelSchema.Participant, "a pseudonym of the participants table", $"another in row {row}");
            ArrowColumns.View<int>(bytes)[row] = rank;
        });
        return bytes;
    }

    private static string?[] Texts(StoredTable file, string column)
    {
        var texts = new string?[file.Rows];
        file.Texts(column, (row, text, isMissing) => texts[row] = isMissing ? null : new string(text.Span));
        return texts;
    }

    // Rows of a participant stand together, so one string serves them all.
    private static Func<int, string?> OneIdAtATime(SessionTable sessions, ParticipantTable participants)
    {
        var (last, id) = (-1, "");
        return row =>
        {
            var participant = sessions.Participant[row];
            if (participant != last)
                (last, id) = (participant, participants.Id(participant));
            return id;
        };
    }

    private static ReadOnlyMemory<T> Memory<T>(Apache.Arrow.RecordBatch batch, int column) where T : unmanaged =>
        new BufferMemory<T>(((Apache.Arrow.Array)batch.Column(column)).Data.Buffers[1].Memory).Memory;
}
