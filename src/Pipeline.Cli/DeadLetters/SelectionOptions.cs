using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;

namespace Pipeline.Cli.DeadLetters;

/// <summary>The options by which commands choose dead letters or late records.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<string[]> _ids = new("ID")
    {
        Description = "Records by their place in the log, as dlq list and documents name them: 0:1475, or '0|1475'",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _reason = new("--reason") { Description = "All with this reason", HelpName = "REASON" };
    private readonly Option<string?> _field = new("--field") { Description = "With --reason or --all: only those with this field", HelpName = "FIELD" };
    private readonly Option<bool> _all = new("--all") { Description = "All" };
    private readonly Option<bool> _late = new("--late") { Description = "Late records instead of dead letters" };

    internal SelectionOptions(Command command)
    {
        Data = new("--data") { Description = "The data folder", Required = true, HelpName = "DIR" };
        command.Arguments.Add(_ids);
        foreach (Option option in new Option[] { Data, _reason, _field, _all, _late }) command.Options.Add(option);
    }

    /// <summary>The data folder.</summary>
    internal Option<string> Data { get; }

    /// <summary>What was chosen; adds to <paramref name="mistakes"/> what is wrong with it.</summary>
    internal RecordSelection Read(ParseResult parsed, List<string> mistakes)
    {
        string[] ids = parsed.GetValue(_ids) ?? [];
        string? reason = parsed.GetValue(_reason), field = parsed.GetValue(_field);
        bool all = parsed.GetValue(_all), late = parsed.GetValue(_late);
        HashSet<RecordId> named = [];
        foreach (string text in ids)
        {
            if (RecordId.TryParse(text, out RecordId id)) named.Add(id);
            else mistakes.Add($"'{text}' is no id: PARTITION:OFFSET, like 0:1475");
        }

        int ways = (ids.Length > 0 ? 1 : 0) + (reason is null ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) mistakes.Add(ways == 0 ? "which records? name IDs, --reason or --all" : "IDs, --reason and --all: only one of them");
        if (field is not null && ids.Length > 0) mistakes.Add("--field: with --reason or --all, not with IDs");
        if (late && (reason ?? field) is not null) mistakes.Add("--late: late records have no reason and no field");
        if (reason is not null && !CodeNames.TryParse(reason, out RejectReason _)) mistakes.Add(Unknown("--reason", reason, CodeNames.AllReasons));
        if (field is not null && !CodeNames.TryParse(field, out EventField _)) mistakes.Add(Unknown("--field", field, CodeNames.AllFields));
        return new RecordSelection
        {
            Kind = late ? FactKind.Late : FactKind.DeadLetter,
            Ids = named,
            Reason = CodeNames.TryParse(reason, out RejectReason knownReason) ? knownReason : null,
            Field = CodeNames.TryParse(field, out EventField knownField) ? knownField : null,
        };
    }

    /// <exception cref="CliException">There are mistakes.</exception>
    internal static void Refuse(Command command, List<string> mistakes)
    {
        if (mistakes.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", mistakes, $"See: pipeline dlq {command.Name} --help");
    }

    private static string Unknown(string option, string value, IEnumerable<string> known) => $"{option}: there is no '{value}': {string.Join(", ", known)}";
}
