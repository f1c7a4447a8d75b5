using System.CommandLine;
using Pipeline.Cli.Doctor;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline doctor</c>: what is wrong with the machine, a folder and settings, and what to do about it.</summary>
internal static class DoctorCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline doctor", "the machine"),
        ("pipeline doctor --data shop --settings shop.json", "machine, folder and settings, also while run is at work"),
        ("pipeline doctor --data shop --json | jq '.findings[] | select(.severity == \"error\")'", "for a script; 1 when something is wrong"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("doctor", "Say what is wrong with machine, folder and settings, and what to do.") { Examples = Examples };
        Option<string?> data = new("--data") { Description = "The data folder; nothing in it is changed", HelpName = "DIR" };
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { data, settings, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) =>
        {
            string? folder = parsed.GetValue(data);
            bool asJson = parsed.GetValue(json);
            Report report = Report.Of(
                new Examination { Context = context, Data = folder, SettingsPath = parsed.GetValue(settings), Quiet = asJson }, stop);
            if (asJson) JsonOutput.Print(context, writer => report.Write(writer, folder));
            else report.Print(context, folder);
            return Task.FromResult(report.Wrong == 0 ? ExitCodes.Done : ExitCodes.Difference);
        });
        return command;
    }
}
