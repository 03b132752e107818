using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IpdEngine.Catalog;
using IpdEngine.Intake.Example;
using IpdEngine.Tests.DataPath;
using IpdEngine.Worker;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>A worker of a test's own on a free loopback port, in this process, with a real server, disk and database.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly ScratchFolder _scratch;
    private readonly bool _ownsScratch;

    private RunningWorker(ScratchFolder scratch, bool ownsScratch, WebApplication application, string token)
    {
        (_scratch, _ownsScratch, Application) = (scratch, ownsScratch, application);
        Address = new Uri(application.Urls.Single());
        Client = ClientWith(token);
    }

    public WebApplication Application { get; }

    public Uri Address { get; }

    /// <summary>Speaks as the account <c>local</c>, which has every role.</summary>
    public HttpClient Client { get; }

    public ScratchFolder Folder => _scratch;

    public static Task<RunningWorker> StartAsync(ScratchFolder? scratch = null, TimeProvider? clock = null, params string[] settings) =>
        StartAsync(scratch, clock, null, settings);

    /// <summary>A worker whose inbox and store stand on a disk of the test's.</summary>
    public static async Task<RunningWorker> StartAsync(ScratchFolder? scratch, TimeProvider? clock, IpdEngine.Panel.Store.IDisk? disk, string[] settings)
    {
        var folder = scratch ?? new ScratchFolder();
        await File.WriteAllTextAsync(folder["key"], ExampleCorpus.KeyText);
        string[] arguments =
        [
            "--store", folder["store"], "--key", folder["key"], "--urls", "http://127.0.0.1:0", "--token-file", folder["token"], "--drop-folder", folder["drop"],
            "--drop-quiet-seconds", "0.2", "--minimum-free-mb", "1", .. settings,
        ];
        var (read, faults) = SettingsReader.Read(arguments, _ => null);
        Assert.Empty(faults);
        var application = WorkerApplication.Build(read!, clock, disk, log => log.ClearProviders());
        await WorkerApplication.PrepareAsync(application, CancellationToken.None);
        await application.StartAsync();
        return new RunningWorker(folder, scratch is null, application, (await File.ReadAllTextAsync(folder["token"])).Trim());
    }

    public HttpClient ClientWith(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Uploads a trial of the example with its description, and returns the upload's id.</summary>
    public async Task<string> UploadAsync(string study, Func<string, string>? data = null, Func<string, string>? description = null)
    {
        var file = ExampleCorpus.Studies.Single(each => each.Description!.Study == study);
        using var stream = new StreamReader(ExampleCorpus.OpenData(file));
        var text = await stream.ReadToEndAsync();
        return await UploadAsync(file.Description!.Data, (data ?? (same => same))(text), (description ?? (same => same))(file.Text));
    }

    public async Task<string> UploadAsync(string name, string data, string? description)
    {
        using var answer = await Client.PostAsync("/api/uploads", Form(name, data, description));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Accepted, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    public static MultipartFormDataContent Form(string name, string data, string? description)
    {
        var form = new MultipartFormDataContent();
        if (description is not null)
            form.Add(new StringContent(description), "description", "study.yaml");
        form.Add(new StringContent(data), "data", name);
        return form;
    }

    /// <summary>Waits until the upload has its outcome and the catalogue knows it.</summary>
    public async Task<JsonElement> OutcomeAsync(string id)
    {
        for (var wait = 0; wait < 600; wait++)
        {
            var upload = await Client.GetFromJsonAsync<JsonElement>($"/api/uploads/{id}");
            if (upload.GetProperty("state").GetString() is "stored" or "unchanged" or "refused"
                && await Application.Services.GetRequiredService<UploadLedger>().FindAsync(id) is { FinishedAt: not null })
                return upload;
            await Task.Delay(50);
        }
        throw new TimeoutException($"upload {id} has no outcome after 30 seconds");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsScratch)
            _scratch.Dispose();
    }
}
