using System.Net.Http.Json;
using System.Text.Json;

namespace IpdEngine.Perf.Uploads;

/// <summary>Asks a worker what became of its uploads.</summary>
internal static class UploadOutcomes
{
    private const int WaitMilliseconds = 100;

    /// <summary>The upload's id where the worker acknowledged it, else null and what it answered.</summary>
    public static async Task<(string? Id, string Answer)> SendAsync(HttpClient client, string path, HttpContent content)
    {
        try
        {
            using var answer = await client.PostAsync(path, content);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? (JsonDocument.Parse(text).RootElement.GetProperty("id").GetString(), "acknowledged") : (null, $"{(int)answer.StatusCode} {text}");
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>The state in which an upload ends.</summary>
    /// <exception cref="TimeoutException">It has none after ten minutes.</exception>
    public static async Task<string> EndAsync(HttpClient client, string id)
    {
        for (var wait = 0; wait < 600_000; wait += WaitMilliseconds)
        {
            var upload = await client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}");
            if (upload.GetProperty("state").GetString() is { } state and not "received")
                return state;
            await Task.Delay(WaitMilliseconds);
        }
        throw new TimeoutException($"upload {id} has no outcome after ten minutes");
    }
}
