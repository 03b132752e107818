using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IpdEngine.Catalog;

/// <summary>The tables of the catalogue. No key is made by the database, so one set of migrations serves SQLite and PostgreSQL alike.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<StudyVersion> Versions => Set<StudyVersion>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order by a time with an offset: milliseconds since 1970 sort and compare in both databases.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<UploadState>().HaveConversion<string>();
        configurationBuilder.Properties<Roles>().HaveConversion<int>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Upload>(table =>
        {
            table.ToTable("uploads").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => row.State);
            table.HasIndex(row => row.Study);
        });
        modelBuilder.Entity<StudyVersion>(table =>
        {
            table.ToTable("study_versions").HasKey(row => new { row.Study, row.Version });
            table.Property(row => row.Version).ValueGeneratedNever();
        });
        modelBuilder.Entity<Account>(table =>
        {
            table.ToTable("accounts").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.Property(row => row.Stamp).IsConcurrencyToken();
            table.HasIndex(row => row.Name).IsUnique();
        });
        modelBuilder.Entity<ApiToken>(table =>
        {
            table.ToTable("tokens").HasKey(row => row.Prefix);
            table.Property(row => row.Prefix).ValueGeneratedNever();
            table.HasIndex(row => row.Hash).IsUnique();
            table.HasIndex(row => row.AccountId);
            table.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<AuditEntry>(table =>
        {
            table.ToTable("audit").HasKey(row => row.Sequence);
            table.Property(row => row.Sequence).ValueGeneratedNever();
        });
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
