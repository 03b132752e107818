using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Store;

/// <summary>A study as its two Parquet files, and back.</summary>
internal static class PanelFiles
{
    internal const string Sessions = "sessions.parquet";
    internal const string Participants = "participants.parquet";
    internal const string Items = "items.json";

    internal static void WriteSessions(Stream stream, StudyPanel panel)
    {
        var sessions = panel.Sessions;
        var ids = panel.Participants;
        // Rows are unpacked one row group at a time.
        TableFile.Write(stream,
        [
            TableColumn.Text(PanelSchema.Participant, sessions.Count, () => OneIdAtATime(sessions, ids)),
            TableColumn.Integers(PanelSchema.Session, sessions.Count, sessions.CopySession),
            TableColumn.Integers(PanelSchema.Day, sessions.Count, sessions.CopyDay, PanelSchema.UnknownDay),
            .. ((string[])[PanelSchema.Alliance, PanelSchema.Symptom, .. sessions.Measures])
                .Select(name => TableColumn.Numbers(name, sessions.Count, (first, values) => sessions.CopyMeasure(name, first, values))),
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

    private static PackedSessions ReadSessions(string path, Dictionary<string, int> ranks)
    {
        using var file = new StoredTable(path);
        var (participant, session) = (Ranks(file, ranks), file.Integers(PanelSchema.Session, 0));
        CheckOrder(path, ArrowColumns.View<int>(participant), ArrowColumns.View<int>(session));
        string[] names = [PanelSchema.Alliance, PanelSchema.Symptom, .. file.Columns.Skip(PanelSchema.SessionColumns.Count)];
        return new PackedSessions(
            FirstRows(ArrowColumns.View<int>(participant), ranks.Count), Packed(ArrowColumns.View<int>(session)), PackedDays(file.Integers(PanelSchema.Day, PanelSchema.UnknownDay)),
            names, [.. names.Select(name => Packed(ArrowColumns.View<double>(file.Doubles(name))))]);
    }

    private static void CheckOrder(string path, ReadOnlySpan<int> participant, ReadOnlySpan<int> session)
    {
        for (var row = 1; row < participant.Length; row++)
            if (participant[row] < participant[row - 1] || (participant[row] == participant[row - 1] && session[row] <= session[row - 1]))
                throw new BrokenStoreException(path, PanelSchema.Session, "rows by participant and session", $"row {row} out of order");
    }

    private static int[] FirstRows(ReadOnlySpan<int> participant, int participants)
    {
        var first = new int[participants + 1];
        foreach (var p in participant)
            first[p + 1]++;
        for (var p = 0; p < participants; p++)
            first[p + 1] += first[p];
        return first;
    }

    private static NarrowColumn Packed(ReadOnlySpan<double> values)
    {
        var column = new NarrowColumn();
        foreach (var value in values)
            column.Add(value);
        return column;
    }

    private static NarrowColumn Packed(ReadOnlySpan<int> values)
    {
        var column = new NarrowColumn();
        foreach (var value in values)
            column.Add(value);
        return column;
    }

    private static NarrowColumn? PackedDays(byte[] bytes)
    {
        var days = ArrowColumns.View<int>(bytes);
        if (!days.ContainsAnyExcept(PanelSchema.UnknownDay))
            return null;
        var column = new NarrowColumn();
        foreach (var day in days)
            column.Add(day == PanelSchema.UnknownDay ? double.NaN : day);
        return column;
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
        var (from, to, participant, id) = (0, 0, 0, "");
        return row =>
        {
            if (row < from || row >= to)
            {
                participant = row == to && to > 0 ? participant + 1 : sessions.ParticipantOf(row);
                for ((from, to) = Rows(); row >= to; (from, to) = Rows())
                    participant++;
                id = participants.Id(participant);
            }
            return id;
        };

        (int From, int To) Rows()
        {
            var (first, count) = sessions.RowsOf(participant);
            return (first, first + count);
        }
    }

    private static ReadOnlyMemory<T> Memory<T>(Apache.Arrow.RecordBatch batch, int column) where T : unmanaged =>
        new BufferMemory<T>(((Apache.Arrow.Array)batch.Column(column)).Data.Buffers[1].Memory).Memory;
}
