namespace IpdEngine.Report.Files;

/// <summary><c>timings.json</c>: the only file of a run with a clock in it.</summary>
internal static class TimingsJson
{
    /// <summary>Writes clock, workers and the seconds of each step.</summary>
    public static byte[] Of(RunTimings timings) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("started", timings.Started.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        json.WriteNumber("workers", timings.Workers);
        json.WriteObjects("steps", timings.Steps, step =>
        {
            json.WriteString("step", step.Step);
            json.WriteFinite("seconds", step.Seconds);
        });
        json.WriteEndObject();
    });
}
