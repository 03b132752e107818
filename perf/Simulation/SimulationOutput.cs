namespace IpdEngine.Perf.Simulation;

/// <summary>Where a table goes: to the file that the arguments name, or to the console.</summary>
internal static class SimulationOutput
{
    internal static void Write(string[] args, string text)
    {
        if (args.Length > 1)
            File.WriteAllText(args[1], text);
        else
            Console.Write(text);
    }
}
