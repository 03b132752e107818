using System.Globalization;

namespace IpdEngine.Perf.Uploads;

/// <summary>A large upload in constant memory, and many uploads at once of which none is lost: against the worker as a process of its own, over HTTP.</summary>
internal static class UploadReport
{
    /// <summary>Optional arguments: megabytes of the large upload (1024), number of uploads at once (200).</summary>
    public static int Run(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1024;
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        Console.WriteLine(LargeUpload.Head);
        foreach (var upload in InFolder(folder => LargeUpload.RunAsync(folder, megabytes)))
            Console.WriteLine(upload.Row());
        Console.WriteLine();
        var many = InFolder(folder => ManyUploads.RunAsync(folder, count));
        Console.WriteLine(ManyUploads.Head);
        Console.WriteLine(many.Row());
        foreach (var fault in many.Census.Faults.Concat(many.Answers).Take(20))
            Console.WriteLine($"- {fault}");
        return many.Lost == 0 && many.Census.Faults.Count == 0 ? 0 : 1;
    }

    private static T InFolder<T>(Func<string, Task<T>> run)
    {
        var folder = Directory.CreateTempSubdirectory("ipd-uploads").FullName;
        try
        {
            return run(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
