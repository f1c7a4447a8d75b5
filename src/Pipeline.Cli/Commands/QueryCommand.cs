using System.CommandLine;
using System.CommandLine.Completions;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying;
using Pipeline.Cli.Querying.Output;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline query</c>: questions to the documents of a folder's newest epoch.</summary>
internal static class QueryCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline query --data shop site-days yesterday", "one document: the day before that of the newest event"),
        ("pipeline query --data shop site-hours --period today", "a series, with bars"),
        ("pipeline query --data shop product-hours --period this-week --group-by product_id --sort -views --top 10", "a ranking of summed hours"),
        ("pipeline query --data shop products --where 'views>=20' --fields product_id,views,purchases/views --sort purchases/views", "a quotient of two fields"),
        ("pipeline query --data shop dead-letters --group-by reason --sort -documents --format csv", "for a spreadsheet; more in docs/query.md"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("query", "Ask the documents of a folder's newest epoch: one, a range, a ranking, sums.") { Examples = Examples };
        Argument<string> collection = new("COLLECTION") { Description = "What is asked: a collection, as pipeline explain lists them" };
        Argument<string?> id = new("ID") { Description = "One document; of site-days also 2026-01-05, today or yesterday", Arity = ArgumentArity.ZeroOrOne };
        Option<string> data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        Option<string?> period = new("--period") { Description = $"{TimeRange.Words}; as of the newest event, in UTC", HelpName = "PERIOD" };
        Option<long?> last = CommonOptions.Duration("--last", "So far back from the newest event");
        Option<string?> from = new("--from") { Description = "From this time on: 2026-01-05, 2026-01-05T10:00, today, yesterday", HelpName = "TIME" };
        Option<string?> to = new("--to") { Description = "Before this time", HelpName = "TIME" };
        Option<string[]> where = new("--where") { Description = "Only documents with 'FIELD>=VALUE' (also > <= < = != ~, which is contains); may be repeated", HelpName = "CONDITION" };
        Option<string?> groupBy = new("--group-by") { Description = "Bring together documents that are equal in these: product_id or bucket.weekday,…", HelpName = "FIELD,..." };
        Option<bool> sum = new("--sum") { Description = "Bring together all of them; with --group-by what that does anyway" };
        Option<string[]> having = new("--having") { Description = "Of what is brought together, only rows with 'FIELD>=VALUE'; may be repeated", HelpName = "CONDITION" };
        Option<string?> fields = new("--fields") { Description = "What to show: views, revenue.USD, reached[1], purchases/views [default: all]", HelpName = "FIELD,..." };
        Option<string?> sort = new("--sort") { Description = "Sort by these, - before one for the greatest first [default: time or id]", HelpName = "[-]FIELD,..." };
        Option<int?> top = new("--top") { Description = "At most so many rows", HelpName = "N" };
        Option<OutputFormat?> format = new("--format") { Description = "table, plain (tabs), csv, ndjson or json [default: table, piped plain]", HelpName = "FORMAT" };
        Option<bool> json = CommonOptions.Json();
        collection.CompletionSources.Add(_ => FieldCatalogue.Collections.Select(c => new CompletionItem(c.Name)));
        command.Arguments.Add(collection);
        command.Arguments.Add(id);
        foreach (Option option in new Option[] { data, period, last, from, to, where, groupBy, sum, having, fields, sort, top, format, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            parsed.GetRequiredValue(data),
            new QueryRequest
            {
                Collection = parsed.GetRequiredValue(collection),
                Id = parsed.GetValue(id),
                Period = parsed.GetValue(period),
                Last = parsed.GetValue(last),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Where = parsed.GetValue(where) ?? [],
                GroupBy = parsed.GetValue(groupBy),
                Sum = parsed.GetValue(sum),
                Having = parsed.GetValue(having) ?? [],
                Fields = parsed.GetValue(fields),
                Sort = parsed.GetValue(sort),
                Top = parsed.GetValue(top),
                Format = FormatOf(context, parsed.GetValue(format), parsed.GetValue(json)),
            },
            stop)));
        return command;
    }

    private static OutputFormat FormatOf(CliContext context, OutputFormat? format, bool json)
    {
        if (json && format is not (null or OutputFormat.Json))
            throw new CliException(ExitCodes.Usage, "The command line has mistakes.", "--json and --format name two formats", "Leave one of them out");
        return json ? OutputFormat.Json : format ?? (context.Tables().Profile.Out.IsTerminal ? OutputFormat.Table : OutputFormat.Plain);
    }

    private static int Run(CliContext context, string data, QueryRequest request, CancellationToken stop)
    {
        QueryPlan plan = QueryPlanner.Plan(request);
        QueryRun? run = null;
        DocumentFeed.Read(context, data, request.Collection, epoch => run = new QueryRun(plan, epoch), line => run!.Take(line), stop);
        QueryResult result = run!.Result();
        if (result is { Id: { } id, Found: 0 })
            throw new CliException(ExitCodes.Usage, $"{plan.Collection.Name} has no document '{id}' that fits.", result.Origin, $"An id is made of: {plan.Collection.Id}");
        ResultPrinter.Print(context, result);
        return ExitCodes.Done;
    }
}
