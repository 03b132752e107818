namespace IpdEngine.Worker;

/// <summary>
/// The log: one JSON object a line on standard output. The framework's own categories may hold paths, queries and messages of exceptions, which may name a person or hold
/// a secret: they are silent, and this program writes what is needed in their place.
/// </summary>
internal static class WorkerLog
{
    public static void Set(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.None);
        logging.AddFilter("System", LogLevel.None);
        logging.AddFilter("Npgsql", LogLevel.None);
        // Where it listens, and that it stops.
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // A background room that dies stops the host, and the reason must be told.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Error);
    }
}
