using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using IpdEngine.Catalog;
using IpdEngine.Catalog.Access;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Api;
using IpdEngine.Worker.Door;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Pages.Accounts;
using IpdEngine.Worker.Pages.DescriptionForm;
using IpdEngine.Worker.Pages.Home;
using IpdEngine.Worker.Pages.Previewing;
using IpdEngine.Worker.Pages.Quality;
using IpdEngine.Worker.Pages.SignIn;
using IpdEngine.Worker.Pages.Studies;
using IpdEngine.Worker.Pages.Uploads;
using IpdEngine.Worker.Quality;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore.Storage;

namespace IpdEngine.Worker;

/// <summary>The worker put together: folders, catalogue, drain, doors, and the order in which a request passes its guards.</summary>
internal static class WorkerApplication
{
    private const string EitherScheme = "cookie-or-token";

    /// <summary>A worker that is ready to be started.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="clock">Gives every time; null: the system's.</param>
    /// <param name="disk">The disk of inbox and store; null: this machine's.</param>
    /// <param name="log">Sets where the log goes; null: to standard output.</param>
    /// <exception cref="IOException">Another worker has the state folder, or it cannot be written.</exception>
    public static WebApplication Build(WorkerSettings settings, TimeProvider? clock = null, IDisk? disk = null, Action<ILoggingBuilder>? log = null)
    {
        var files = disk is null ? DurableFiles.Local : new DurableFiles(disk);
        var folders = new WorkerFolders(settings.State, files);
        files.MakeFolder(settings.Store);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. settings.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            Limit(server.Limits, settings);
        });
        (log ?? WorkerLog.Set)(builder.Logging);

        var services = builder.Services;
        var stateLock = StateLock.Take(settings.State);
        services.AddSingleton(_ => stateLock).AddSingleton(settings).AddSingleton(folders).AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(provider => settings.Database is { } connection
            ? CatalogDatabase.Postgres(connection, provider.GetRequiredService<TimeProvider>())
            : CatalogDatabase.Sqlite(folders.Catalogue, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UploadLedger>().AddSingleton<VersionIndex>().AddSingleton<AccountBook>().AddSingleton<TokenBook>().AddSingleton<AuditTrail>();
        services.AddSingleton(files).AddSingleton(new PanelStore(settings.Store, files)).AddSingleton<UploadId>().AddSingleton<Lanes>().AddSingleton<Arrivals>();
        services.AddSingleton<UploadIngest>().AddSingleton<Erasing>().AddSingleton<Settling>().AddSingleton<PairTaking>();
        services.AddSingleton<CatalogueMirror>().AddSingleton<Describing>().AddSingleton<Desk>().AddSingleton<UploadForm>().AddSingleton<StartLink>().AddSingleton<RateLimits>().AddSingleton<QualityReports>();
        services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<Retention>().AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddHostedService<DropFolder>();
        AddGuards(services, settings, folders);

        var application = builder.Build();
        // Asked for once, so that it is let go of with the application.
        application.Services.GetRequiredService<FileLock>();
        Use(application, settings);
        return application;
    }

    /// <summary>What must be done before the first request: tables, leftovers, the first account.</summary>
    public static async Task PrepareAsync(WebApplication application, CancellationToken cancel)
    {
        var services = application.Services;
        var settings = services.GetRequiredService<WorkerSettings>();
        await MigrateAsync(services.GetRequiredService<CatalogDatabase>(), services.GetRequiredService<WorkerFolders>(), cancel);
        services.GetRequiredService<Drain>().Recover();
        var accounts = services.GetRequiredService<AccountBook>();
        if (settings.Administrator is { } name && (await accounts.ListAsync(cancel)).Count == 0)
            await accounts.CreateAsync(name, settings.AdministratorPassword, Catalog.Model.Roles.Administrator | Catalog.Model.Roles.DataManager, "worker", cancel);
        if (settings.TokenFile is { } file)
            await services.GetRequiredService<StartLink>().WriteTokenAsync(file, cancel);
    }

    // What the catalogue holds of uploads and versions is made again from the folders; accounts, tokens and the audit trail stand in it alone.
    private static async Task MigrateAsync(CatalogDatabase database, WorkerFolders folders, CancellationToken cancel)
    {
        try
        {
            await database.MigrateAsync(cancel);
        }
        catch (Exception fault) when (fault is DbException or RetryLimitExceededException)
        {
            throw new IOException(
                database.IsPostgres
                    ? $"found no database that answers ({fault.GetType().Name}), expected the one that --database names: start it, or change the connection string"
                    : $"found a catalogue that SQLite cannot read ({fault.Message}) at {folders.Catalogue}, expected the one that the worker wrote: put its backup back, or move it away (uploads and versions are listed again from the folders; accounts, tokens and the audit trail are only in it)",
                fault);
        }
        // The file itself must outlast a power cut; its contents SQLite syncs.
        if (!database.IsPostgres)
            folders.Files.SyncFolder(folders.Root);
    }

    private static void AddGuards(IServiceCollection services, WorkerSettings settings, WorkerFolders folders)
    {
        services.AddDataProtection().SetApplicationName("ipd-worker").PersistKeysToFileSystem(new DirectoryInfo(folders.Keys));
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, either => either.ForwardDefaultSelector = context => TokenScheme.IsIn(context.Request) || NoCaller.IsMarked(context) ? TokenScheme.Name : CookieScheme.Name)
            .AddCookie(CookieScheme.Name, cookie => CookieScheme.Set(cookie, settings.IsLoopback))
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null);
        services.AddAuthorization(Policies.Add);
        services.AddAntiforgery(forgery => FormProof.Set(forgery, settings.IsLoopback));
        services.AddRateLimiter(limits => RateLimits.Add(limits, settings));
        services.AddExceptionHandler<Faults>();
        // A body that is not what a route takes is told as any other fault.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
    }

    // The order is the point: every answer has its headers, every fault its problem, and nothing is read of a request before it is known to be allowed.
    private static void Use(WebApplication application, WorkerSettings settings)
    {
        if (settings.TrustedProxy is { } proxy)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Add(proxy);
            application.UseForwardedHeaders(forwarded);
        }
        application.UseMiddleware<RequestLog>();
        application.Use(SecurityHeaders.Add);
        application.UseExceptionHandler(_ => { });
        application.UseStatusCodePages(bare => Problem.Bare(bare.HttpContext.Response.StatusCode).ExecuteAsync(bare.HttpContext));
        application.UseRouting();
        application.UseAuthentication();
        application.UseRateLimiter();
        application.UseAuthorization();
        application.Use(FormProof.Guard);

        HealthRoutes.Map(application);
        UploadRoutes.Map(application);
        LookRoutes.Map(application);
        StudyRoutes.Map(application);
        QualityRoutes.Map(application);
        TokenRoutes.Map(application);
        AccountRoutes.Map(application);
        Stylesheet.Map(application);
        SignInRoutes.Map(application);
        HomePage.Map(application);
        UploadPage.Map(application);
        CellPage.Map(application);
        DescribePage.Map(application);
        YamlPage.Map(application);
        PreviewPage.Map(application);
        StudyPage.Map(application);
        QualityReportPage.Map(application);
        TokenPage.Map(application);
        AccountPage.Map(application);
        AuditPage.Map(application);
    }

    private static void Limit(KestrelServerLimits limits, WorkerSettings settings)
    {
        limits.MaxRequestBodySize = 2 * 1024 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MinRequestBodyDataRate = settings.MinimumUploadRate > 0 ? new MinDataRate(settings.MinimumUploadRate, TimeSpan.FromSeconds(10)) : null;
    }
}
