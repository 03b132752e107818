namespace IpdEngine.Worker.Looking;

/// <summary>Too many raw files are being looked at already.</summary>
internal sealed class DeskBusyException() : Exception("found too many looks at raw files at once, expected a seat within half a minute");
