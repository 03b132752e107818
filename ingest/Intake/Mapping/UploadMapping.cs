using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Privacy;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Intake.Mapping;

/// <summary>Opens an upload and maps those of its tables that the description speaks of.</summary>
internal static class UploadMapping
{
    /// <summary>The answers; null where a table could not be opened or bound. Faults of cells do not end it, so that all of them are found at once.</summary>
    public static ItemTable? Map(StudyFile file, StudyDescription study, string dataPath, PseudonymKey key, FindingLog log)
    {
        var upload = TableReader.Open(dataPath, study.Reading);
        log.AddRange(upload.Findings);
        if (log.HasErrors)
            return null;
        var mapper = new Mapper(study, file.File, key, log);
        var tables = Tables(study, upload, log);
        var isWhole = tables.Count > 0;
        foreach (var (sheet, sessions, participants, number) in tables)
        {
            var (table, findings) = TableReader.OpenTable(dataPath, upload, sheet, study.Reading);
            using (table)
            {
                if (table is null)
                    log.AddRange(findings);
                isWhole &= table is not null && mapper.Map(table, upload.DecimalMark, sessions, participants, number);
            }
        }
        foreach (var sheet in upload.Sheets.Except(tables.Select(table => table.Sheet), StringComparer.Ordinal))
            Screen(dataPath, upload, sheet, study, log);
        return isWhole ? mapper.Finish() : null;
    }

    /// <summary>A sheet that the description does not speak of is not stored, but it is uploaded: it must not tell who the participants are either.</summary>
    private static void Screen(string dataPath, RawFile upload, string sheet, StudyDescription study, FindingLog log)
    {
        var (table, _) = TableReader.OpenTable(dataPath, upload, sheet, study.Reading);
        using (table)
        {
            if (table is null)
                return;
            var looked = Enumerable.Range(0, table.Columns.Count).Where(column => !study.Drop.Contains(table.Columns[column].Name.Trim(), StringComparer.Ordinal));
            var screen = new PersonalDataScreen(table.Columns, looked, sheet);
            for (var batch = table.CreateBatch(); table.Read(batch);)
                screen.Look(batch);
            screen.Report(log);
        }
    }

    /// <summary>The sheets to read, each with what it holds and the session number that its name gives.</summary>
    private static List<(string Sheet, bool Sessions, bool Participants, int Number)> Tables(StudyDescription study, RawFile upload, FindingLog log)
    {
        var tables = new List<(string, bool, bool, int)>();
        if (study.ParticipantSheet is { } background && Named(upload, background, "participant_sheet", log) is { } sheet)
            tables.Add((sheet, false, true, 0));
        var inSessions = study.ParticipantSheet is null;
        if (study.Sheets is { } pattern)
        {
            var numbered = upload.Sheets.Select(name => (name, fits: pattern.Matches(name, out var number, out _), number)).Where(each => each.fits).OrderBy(each => each.number).ToArray();
            foreach (var twice in numbered.GroupBy(each => each.number).Where(group => group.Count() > 1))
                log.Error("sheet-ambiguous", $"sheets '{string.Join("', '", twice.Select(each => each.name))}'", $"one sheet of session {twice.Key}", "rename or remove one of them");
            if (numbered.Length == 0)
                log.Error("sheet-unknown", $"no sheet '{pattern.Name(1, 0)}'", "session sheets", NearestName.Suggest(pattern.Name(1, 0), [.. upload.Sheets]), null, "sheets");
            tables.AddRange(numbered.Select(each => (each.name, true, inSessions, each.number)));
        }
        else if (study.Sheet is { } one)
        {
            if (Named(upload, one, "sheet", log) is { } named)
                tables.Add((named, true, inSessions, 0));
        }
        else
        {
            string[] left = [.. upload.Sheets.Where(name => name != study.ParticipantSheet)];
            if (left.Length == 1)
                tables.Add((left[0], true, inSessions, 0));
            else
                log.Error("sheet-unnamed", $"{left.Length} sheets: {string.Join(", ", left.Take(12))}", "one, or the name of the one to read", "write 'sheet: NAME', or 'layout: sheets' where each is a session", null, "sheet");
        }
        return log.HasErrors ? [] : tables;
    }

    private static string? Named(RawFile upload, string name, string key, FindingLog log)
    {
        var found = upload.Sheets.FirstOrDefault(sheet => sheet.Trim() == name.Trim());
        if (found is null)
            log.Error("sheet-unknown", $"no sheet '{name}'", "the name of a sheet", NearestName.Suggest(name, [.. upload.Sheets]), null, key);
        return found;
    }
}
