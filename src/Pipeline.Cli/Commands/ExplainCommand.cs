using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Settings;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline explain</c>: what collections and fields mean, and where that is fixed.</summary>
internal static class ExplainCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline explain", "the collections"),
        ("pipeline explain site-days", "a collection's fields"),
        ("pipeline explain site-days.conversion_rate", "a field: definition, unit, how it adds up, where it is fixed"),
        ("pipeline explain revenue", "a field in every collection that has it"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("explain", "Say what a collection or a field means, and where that is fixed.") { Examples = Examples };
        Argument<string?> what = new("WHAT") { Description = "COLLECTION, COLLECTION.FIELD or FIELD; all collections without", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        what.CompletionSources.Add(_ => FieldCatalogue.Collections.Select(c => new CompletionItem(c.Name)));
        command.Arguments.Add(what);
        command.Options.Add(json);
        command.Runs(context, (parsed, _) =>
        {
            string? asked = parsed.GetValue(what);
            bool asJson = parsed.GetValue(json);
            if (asJson) JsonOutput.Print(context, writer => Write(writer, asked is null ? Everything : Find(asked)));
            else if (asked is null) PrintCollections(context);
            else if (FieldCatalogue.Collection(asked) is { } collection) PrintFields(context, collection);
            else PrintDefinitions(context, Find(asked));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static List<(CollectionInfo Collection, FieldInfo Field)> Everything =>
        [.. FieldCatalogue.Collections.SelectMany(c => c.Fields.Select(f => (c, f)))];

    /// <summary>The fields that a text names: of a collection, one of its, or one in every collection that has it.</summary>
    private static List<(CollectionInfo Collection, FieldInfo Field)> Find(string asked)
    {
        if (FieldCatalogue.Collection(asked) is { } whole) return [.. whole.Fields.Select(f => (whole, f))];
        string[] parts = asked.Split('.', 2);
        if (parts.Length == 2 && FieldCatalogue.Collection(parts[0]) is { } collection)
        {
            List<string> mistakes = [];
            FieldPath[] within = [.. FieldPaths.Within(collection, parts[1])];
            if (within.Length > 0) return [.. within.Select(p => (collection, p.Field))];
            if (FieldPaths.Parse(collection, parts[1], mistakes) is { } path) return [(collection, path.Field)];
            throw new CliException(ExitCodes.Usage, "There is no such field.", mistakes, $"All of them: pipeline explain {collection.Name}");
        }

        List<(CollectionInfo Collection, FieldInfo Field)> found =
            [.. FieldCatalogue.Collections.SelectMany(c => FieldsOf(c, asked).Select(f => (c, f)))];
        if (found.Count > 0) return found;
        string[] names = [.. FieldCatalogue.Collections.Select(c => c.Name), .. Everything.Select(e => e.Field.Name).Distinct()];
        string nearest = NearestName.Of(asked, names) is { } near ? $"did you mean {near}? " : "";
        throw new CliException(
            ExitCodes.Usage, $"There is no collection or field '{asked}'.",
            $"{nearest}there are the collections {string.Join(", ", FieldCatalogue.Collections.Select(c => c.Name))}", "What each holds: pipeline explain");
    }

    private static IEnumerable<FieldInfo> FieldsOf(CollectionInfo collection, string asked)
    {
        FieldPath[] within = [.. FieldPaths.Within(collection, asked)];
        if (within.Length > 0) return within.Select(p => p.Field);
        return FieldPaths.Parse(collection, asked, []) is { } path ? [path.Field] : [];
    }

    private static void PrintCollections(CliContext context)
    {
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns("collection", "a document is", "its id");
        foreach (CollectionInfo c in FieldCatalogue.Collections) table.AddRow(new Text(c.Name), new Text(c.Holds), new Text(c.Id));
        context.Tables().Write(table);
        context.Out.WriteLine("A collection's fields: pipeline explain COLLECTION. Documented in docs/semantics.md §6.");
    }

    private static void PrintFields(CliContext context, CollectionInfo collection)
    {
        context.Out.WriteLine($"{collection.Name}: {collection.Holds} Its id: {collection.Id}.");
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns("field", "meaning", "of several documents", "§");
        foreach (FieldInfo f in collection.Fields)
            table.AddRow(new Text(f.Name), new Text(f.Definition), new Text(Explanation.Merging(f)), new Text($"{f.Section}"));
        context.Tables().Write(table);
        context.Out.WriteLine($"§ is the section of docs/semantics.md. More of a field: pipeline explain {collection.Name}.FIELD");
    }

    /// <summary>Fields that mean the same in several collections are told once.</summary>
    private static void PrintDefinitions(CliContext context, List<(CollectionInfo Collection, FieldInfo Field)> found)
    {
        foreach (var same in found.GroupBy(f => f.Field))
        {
            context.Out.WriteLine($"{same.Key.Name} ({string.Join(", ", same.Select(f => f.Collection.Name))})");
            context.Out.WriteLine($"  {same.Key.Definition}");
            context.Out.WriteLine($"  holds: {Explanation.Unit(same.Key)}");
            context.Out.WriteLine($"  of several documents: {Explanation.Merging(same.Key)}");
            context.Out.WriteLine($"  fixed in: {Explanation.Place(same.Key)}");
        }
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<(CollectionInfo Collection, FieldInfo Field)> fields)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("fields");
        foreach ((CollectionInfo collection, FieldInfo field) in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("collection", collection.Name);
            writer.WriteString("field", field.Name);
            writer.WriteString("definition", field.Definition);
            writer.WriteString("holds", Explanation.Unit(field));
            writer.WriteString("of_several_documents", Explanation.Merging(field));
            writer.WriteString("section", $"docs/semantics.md §{field.Section}");
            writer.WriteString("passage", field.Passage);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
