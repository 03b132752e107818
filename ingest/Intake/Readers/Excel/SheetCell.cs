namespace IpdEngine.Intake.Readers.Excel;

/// <summary>A cell of the row at which a sheet stands.</summary>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Kind">What it holds; an error cell is <see cref="RawKind.Missing"/>.</param>
/// <param name="Number">Its number, or days since 1970-01-01.</param>
/// <param name="Start">Start of its text in the row's characters.</param>
/// <param name="Length">Length of its text.</param>
internal readonly record struct SheetCell(int Column, RawKind Kind, double Number, int Start, int Length);
