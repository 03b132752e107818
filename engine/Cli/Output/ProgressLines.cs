using Spectre.Console;

namespace IpdEngine.Cli.Output;

/// <summary>Progress on stderr: one line that moves on a terminal, a line a step elsewhere.</summary>
internal sealed class ProgressLines
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly bool _moves = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _done = [];

    /// <summary>Says that a step of a stage is done; may be called from any thread.</summary>
    public void Step(string stage, int total, string what)
    {
        lock (_gate)
        {
            var done = _done[stage] = _done.GetValueOrDefault(stage) + 1;
            if (!_moves)
            {
                Console.Error.WriteLine($"{stage} {done}/{total}: {what}");
                return;
            }
            var bar = new string('#', 24 * done / Math.Max(total, 1)).PadRight(24, '.');
            _console.Markup($"\r[blue]{Markup.Escape(stage)}[/] [grey]{bar}[/] {done}/{total} {Markup.Escape(Fit(what))}");
            if (done == total)
                _console.WriteLine();
        }
    }

    private static string Fit(string text) => text.Length > 40 ? text[..40] : text.PadRight(40);
}
