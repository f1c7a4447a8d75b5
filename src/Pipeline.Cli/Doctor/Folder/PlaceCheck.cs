using Pipeline.Engine.Running;
using Pipeline.Store.Files;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Doctor.Folder;

/// <summary>Whether there is a data folder, and one of this program's layout.</summary>
internal sealed class PlaceCheck : ICheck
{
    public string Area => "folder";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        if (examination.Data is not { } data) yield break;
        if (!Directory.Exists(data))
        {
            yield return Finding.Error(
                "place", $"{data} is not there.", File.Exists(data) ? "It is a file." : "There is no such folder.",
                $"Check the path, or make a folder: {examination.Command("import", "FILE")}");
            yield break;
        }

        DataFolderPaths paths = new(data);
        if (!File.Exists(paths.Version) && !Directory.Exists(paths.Log))
        {
            yield return Finding.Error(
                "place", $"{data} is no data folder.", "It holds neither a log nor the version of a layout.",
                "Name the folder that holds 'log' and 'version', not one above or below it.");
            yield break;
        }

        examination.Paths = paths;
        yield return Layout(data);
        if (SideState.Exists(data))
        {
            yield return Finding.Note(
                "rebuild", "A state under other settings lies beside this one.", "It takes space until it is put in place or removed.",
                $"{examination.Command("rebuild", "--discard")} removes it, --switch with its settings puts it in place.");
        }
    }

    private static Finding Layout(string data)
    {
        try
        {
            return DataFolder.VersionOf(data) is { } version
                ? Finding.Ok("layout", $"version {version}")
                : Finding.Note("layout", "only a log: nothing was counted yet", "", "");
        }
        catch (StoreVersionException exception)
        {
            return Finding.Error("layout", "A newer program made this folder.", exception.Message, "Use that program; this one touches nothing there.");
        }
        catch (InvalidDataException exception)
        {
            return Finding.Error(
                "layout", "The layout's version cannot be read.", exception.Message,
                $"If all else is well, restore the file from a backup, or write it: echo {DataFolder.LayoutVersion} > version");
        }
    }
}
