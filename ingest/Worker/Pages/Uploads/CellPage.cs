using IpdEngine.Intake.Description;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Uploads;

/// <summary>The cell that a finding speaks of, among its neighbours.</summary>
internal static class CellPage
{
    private static readonly Problem s_unknown = Problem.NotFound("cell in what is read of this file for a look", "look it up in the file itself, with the row and column that the finding names");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/uploads/{id}/cell", ShowAsync).RequireAuthorization(Policies.HandIn);

    private static async Task<IResult> ShowAsync(HttpContext context, string id, Desk desk, long row = 0, string? sheet = null, string? column = null)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var reading = WorkingDescription.Of(upload) is { } working ? StudyFile.Parse(Places.DescriptionFile, working.Text).Description?.Reading : null;
        if (await desk.CellAsync(upload, new CellPlace(sheet, row, column), reading, context.RequestAborted) is not { } cell)
            return s_unknown;
        var place = $"{(sheet is null ? "" : $"sheet {sheet}, ")}row {row}{(column is null ? "" : $", column {column}")}";
        var here = column is null ? -1 : cell.Columns.ToList().FindIndex(each => each.Name == column.Trim());
        return Frame.Page(context, $"{upload.Receipt.Data.Name}: {place}", Html.Of(
            $"""
            <p>Rows are numbered as your program numbers them. {(cell.Columns.Any(each => each.Withheld is not null) ? "Columns that tell who somebody is, or when, are hidden." : "")}</p>
            {Region.Table($"The rows around row {row}", ["Row", .. cell.Columns.Select(each => new Heading(each.Withheld is null ? each.Name : $"{each.Name} (hidden: {each.Withheld})"))],
                Html.Each(cell.Rows, each => Html.Of(
                    $"""
                    <tr{(each.Number == row ? Html.Of($" class=\"here\"") : Html.None)}><th scope="row">{each.Number}{(each.Number == row ? " (here)" : "")}</th>{Html.Each(each.Cells.Index(), at => Html.Of($"<td{(each.Number == row && at.Index == here ? Html.Of($" class=\"here\"") : Html.None)}>{at.Item}</td>"))}</tr>

                    """)))}
            <p class="actions"><a class="button second" href="{Places.Upload(id)}">Back to the upload</a></p>
            """), above: [("/", "Datasets"), (Places.Upload(id), upload.Receipt.Data.Name)]);
    }
}
