using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace IpdEngine.Catalog.Migrations;

/// <summary>The model as the newest migration leaves it, without a column type of either database; a test holds it to the model of the code.</summary>
[DbContext(typeof(CatalogContext))]
internal sealed class CatalogSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity(typeof(Upload).FullName!, table =>
        {
            Texts(table, "Id", "State", "FileName", "Sha256", "SubmittedBy", "Door");
            OptionalTexts(table, "Study", "DescriptionSha256", "FindingsPath");
            table.Property<int?>("Version");
            table.Property<long>("Size");
            table.Property<long>("ReceivedAt");
            table.Property<long?>("FinishedAt");
            table.Property<int>("Errors");
            table.Property<int>("Warnings");
            table.Property<int>("Notes");
            table.Property<bool>("RawDeleted");
            table.HasKey("Id");
            table.HasIndex("State");
            table.HasIndex("Study");
            table.ToTable("uploads");
        });
        modelBuilder.Entity(typeof(StudyVersion).FullName!, table =>
        {
            Texts(table, "Study", "Identity", "ContentHash");
            OptionalTexts(table, "UploadId");
            table.Property<int>("Version").ValueGeneratedNever();
            table.Property<int>("Revision");
            table.Property<int>("Participants");
            table.Property<int>("Sessions");
            table.Property<long>("SeenAt");
            table.HasKey("Study", "Version");
            table.ToTable("study_versions");
        });
        modelBuilder.Entity(typeof(Account).FullName!, table =>
        {
            Texts(table, "Id", "Name", "Stamp");
            OptionalTexts(table, "PasswordHash");
            table.Property<int>("Roles");
            table.Property<bool>("Disabled");
            table.Property<long>("CreatedAt");
            table.Property<string>("Stamp").IsConcurrencyToken();
            table.HasKey("Id");
            table.HasIndex("Name").IsUnique();
            table.ToTable("accounts");
        });
        modelBuilder.Entity(typeof(ApiToken).FullName!, table =>
        {
            Texts(table, "Prefix", "Hash", "AccountId", "Label");
            table.Property<int>("Roles");
            table.Property<long>("CreatedAt");
            table.Property<long>("ExpiresAt");
            table.Property<long?>("RevokedAt");
            table.HasKey("Prefix");
            table.HasIndex("Hash").IsUnique();
            table.HasIndex("AccountId");
            table.HasOne(typeof(Account).FullName!, null).WithMany().HasForeignKey("AccountId").OnDelete(DeleteBehavior.Restrict).IsRequired();
            table.ToTable("tokens");
        });
        modelBuilder.Entity(typeof(AuditEntry).FullName!, table =>
        {
            Texts(table, "Actor", "Action", "Subject", "Detail", "Previous", "Hash");
            table.Property<long>("Sequence").ValueGeneratedNever();
            table.Property<long>("At");
            table.HasKey("Sequence");
            table.ToTable("audit");
        });
    }

    private static void Texts(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder table, params string[] names)
    {
        foreach (var name in names)
            table.Property<string>(name).IsRequired();
    }

    private static void OptionalTexts(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder table, params string[] names)
    {
        foreach (var name in names)
            table.Property<string>(name);
    }
}
