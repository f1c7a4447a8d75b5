using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Pipeline.Import.Files;
using Pipeline.Import.Rows;

namespace Pipeline.Import.Guessing;

/// <summary>Finds the format of a file by its beginning.</summary>
internal static partial class ShapeFinder
{
    private const int LinesForDelimiter = 50, LinesForColumns = 2_000;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The shape of a file that begins so.</summary>
    /// <exception cref="UnfitFileException">It is no text that a mapping can be for.</exception>
    internal static FileShape Find(byte[] beginning)
    {
        if (beginning.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || beginning.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new UnfitFileException(0, ["it is UTF-16; make it UTF-8 first, as with: iconv -f UTF-16 -t UTF-8"]);
        if (beginning.Contains((byte)0)) throw new UnfitFileException(0, ["it is no text: it holds bytes of 0"]);
        List<byte[]> lines = Records(beginning, null, LinesForDelimiter);
        if (lines.Count == 0) throw new UnfitFileException(0, ["it has no lines"]);
        byte first = lines[0].FirstOrDefault(c => c is not ((byte)' ' or (byte)'\t'));
        if (first == '{') return JsonShape.Find(Records(beginning, null, LinesForColumns));
        if (first == '[') throw new UnfitFileException(0, ["it is one JSON list; make it a line for each object, as with: jq -c '.[]'"]);
        bool isWindows1252 = !Utf8.IsValid(beginning.AsSpan(0, WholeCharacters(beginning)));
        char delimiter = Delimiters.MaxBy(d => Score(lines, d, isWindows1252));
        return OfCsv(beginning, delimiter, isWindows1252);
    }

    /// <summary>The records of a file's beginning, at most so many.</summary>
    internal static List<byte[]> Records(byte[] beginning, byte? delimiter, int most)
    {
        using RecordCutter cutter = new(new MemoryStream(beginning), delimiter, RecordCutter.LongestQuoted);
        List<byte[]> records = [];
        while (!cutter.IsAtEnd)
        {
            cutter.Fill();
            while (records.Count < most && cutter.TryNext(out CutRecord record)) records.Add(cutter.Buffer.AsSpan(record.Start, record.Length).ToArray());
            if (records.Count == most) break;
        }

        return records;
    }

    /// <summary>The end may have cut a character in two.</summary>
    private static int WholeCharacters(byte[] beginning) => Math.Max(beginning.AsSpan().LastIndexOf((byte)'\n'), 0);

    private static List<string> Split(CsvRow row, byte[] record)
    {
        List<string> fields = [];
        row.TrySplit(record, 0, record.Length);
        for (int i = 0; i < row.Count; i++) fields.Add(Encoding.UTF8.GetString(row.Text(i)));
        return fields;
    }

    /// <summary>Lines that split into the same number of fields, more than one, speak for a delimiter; of equals the one of more fields.</summary>
    private static double Score(List<byte[]> lines, char delimiter, bool isWindows1252)
    {
        CsvRow row = new((byte)delimiter, isWindows1252);
        int[] counts = [.. lines.Select(line => Split(row, line).Count)];
        int usual = counts.GroupBy(c => c).MaxBy(g => g.Count())!.Key;
        return usual == 1 ? 0 : ((double)counts.Count(c => c == usual) / counts.Length) + (usual * 0.0001);
    }

    private static FileShape OfCsv(byte[] beginning, char delimiter, bool isWindows1252)
    {
        CsvRow row = new((byte)delimiter, isWindows1252);
        List<List<string>> rows = [.. Records(beginning, (byte)delimiter, LinesForColumns).Select(record => Split(row, record))];
        bool hasHeader = IsHeader(rows[0]);
        LookedColumn[] columns = [.. rows[0].Select((name, i) => new LookedColumn(hasHeader ? name.Trim() : $"c{i + 1}"))];
        foreach (List<string> fields in rows.Skip(hasHeader ? 1 : 0).Where(fields => fields.Count == columns.Length))
        {
            for (int i = 0; i < columns.Length; i++) columns[i].Add(fields[i]);
        }

        return new FileShape { IsCsv = true, Delimiter = delimiter, HasHeader = hasHeader, IsWindows1252 = isWindows1252, Columns = columns };
    }

    private static bool IsHeader(List<string> row) =>
        row.TrueForAll(name => name.Trim().Length > 0 && !Number().IsMatch(name) && !TimeGuess.IsTime(name)) && row.Distinct().Count() == row.Count
        && !row.Exists(EventWords.IsKnown);

    [GeneratedRegex(@"^\s*[-+]?[\d.,]+\s*$")]
    private static partial Regex Number();
}
