using System.Globalization;
using IpdEngine.Worker;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Settings;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--help"] or ["-h"])
{
    Console.Out.WriteLine("The ingest worker: data managers hand in trial datasets and get them back as clean, versioned Parquet.\n");
    foreach (var setting in Setting.Every)
        Console.Out.WriteLine($"  --{setting.Name}{(setting.Default.Length > 0 ? $" ({setting.Default})" : "")}  [{setting.Variable}]\n      {setting.Meaning}");
    return 0;
}
var (settings, faults) = SettingsReader.Read(args, Environment.GetEnvironmentVariable);
if (settings is null)
{
    foreach (var fault in faults)
        Console.Error.WriteLine($"ingest: {fault}");
    Console.Error.WriteLine("ingest: '--help' lists every setting");
    return 2;
}
try
{
    await using var application = WorkerApplication.Build(settings);
    await WorkerApplication.PrepareAsync(application, CancellationToken.None);
    await application.StartAsync();
    // Not through the log, which may be kept: whoever reads this link first is signed in.
    if (application.Services.GetRequiredService<StartLink>().Renew() is { } secret)
        Console.Error.WriteLine($"ingest: open {application.Urls.First()}/start?token={secret} (signs in once, on this machine)");
    await application.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"ingest: {fault.Message}");
    return 2;
}
