using System.Diagnostics;
using DuckDB.NET.Data;

namespace IpdEngine.Perf.Ingest;

/// <summary>The same two tables by DuckDB: read, reshaped, sorted and written as Parquet, without checks, scores and pseudonyms.</summary>
internal static class DuckDbIngest
{
    /// <summary>Runs in a process of its own; prints what it took.</summary>
    public static int Run(string file, string folder, string layout)
    {
        var clock = Stopwatch.GetTimestamp();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create table raw as select * from read_csv('{file}', nullstr = 'NA')";
        command.ExecuteNonQuery();
        var slots = string.Join(", ", Enumerable.Range(1, SessionFile.Sessions).Select(session => $"(wai{session}, bdi{session}) as '{session}'"));
        var sessions = layout == "wide"
            ? $"select id, session::integer as session, wai, bdi from (unpivot (select id, columns('wai[0-9]|bdi[0-9]') from raw) on {slots} into name session value wai, bdi)"
            : "select id, session::integer as session, wai, bdi from raw";
        command.CommandText = $"""
            copy (select * from ({sessions}) where wai is not null or bdi is not null order by id, session) to '{folder}/duck-sessions.parquet' (format parquet);
            copy (select id, any_value(th) as th, any_value(age) as age, any_value(female) as female, any_value(bdi_pre) as bdi_pre, any_value(bdi_post) as bdi_post
                  from raw group by id order by id) to '{folder}/duck-participants.parquet' (format parquet);
            """;
        command.ExecuteNonQuery();
        IngestCost.Print(clock);
        return 0;
    }
}
