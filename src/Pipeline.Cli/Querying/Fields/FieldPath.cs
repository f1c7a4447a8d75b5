using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Events;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>A field of a collection, or a part of it: one currency, one element, a part of a time.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Field">The field.</param>
/// <param name="Currency">One currency of <see cref="FieldKind.Money"/>.</param>
/// <param name="Index">One element of <see cref="FieldKind.Counts"/>.</param>
/// <param name="Part">A part of a time.</param>
internal sealed record FieldPath(string Name, FieldInfo Field, string? Currency = null, int? Index = null, TimePart Part = TimePart.None)
{
    private readonly string[] _keys = Field.Name.Split('.');
    private readonly List<FieldPath> _parts = [];

    /// <summary>Whether it holds several values: all currencies, all elements.</summary>
    internal bool IsSeveral => (Field.Kind is FieldKind.Money && Currency is null) || (Field.Kind is FieldKind.Counts && Index is null);

    /// <summary>Whether it holds a time as documents write it.</summary>
    internal bool IsTime => Part is TimePart.None && Field.Kind is FieldKind.Bucket or FieldKind.Day or FieldKind.Instant;

    /// <summary>What its cells hold, if anything.</summary>
    internal CellKind Kind => Field.Kind switch
    {
        FieldKind.Count or FieldKind.Counts or FieldKind.Number or FieldKind.Milliseconds => CellKind.Count,
        FieldKind.Rate => CellKind.Rate,
        FieldKind.Money => CellKind.Amount,
        _ => CellKind.Text,
    };

    /// <summary>The value in a document.</summary>
    internal Cell Read(DocumentValues document)
    {
        if (!TryFind(document, out JsonElement value)) return Cell.Null;
        if (Currency is not null) return value.TryGetProperty(Currency, out JsonElement amount) ? CellOf(amount) : Cell.Null;
        if (Index is { } index) return index < value.GetArrayLength() ? CellOf(value[index]) : Cell.Null;
        return CellOf(value);
    }

    /// <summary>Each of several values, by a path of its own.</summary>
    internal IEnumerable<(FieldPath Path, Cell Value)> ReadEach(DocumentValues document)
    {
        if (!TryFind(document, out JsonElement value)) yield break;
        if (Field.Kind is FieldKind.Money)
        {
            foreach (JsonProperty amount in value.EnumerateObject())
                yield return (_parts.Find(p => amount.NameEquals(p.Currency)) ?? OfCurrency(amount.Name), CellOf(amount.Value));
            yield break;
        }

        for (int i = 0; i < value.GetArrayLength(); i++)
            yield return (i < _parts.Count ? _parts[i] : Element(i), CellOf(value[i]));
    }

    private FieldPath OfCurrency(string currency) => Keep(new FieldPath($"{Name}.{currency}", Field, Currency: currency));

    private FieldPath Element(int index) => Keep(new FieldPath(string.Create(CultureInfo.InvariantCulture, $"{Name}[{index}]"), Field, Index: index));

    private FieldPath Keep(FieldPath part)
    {
        _parts.Add(part);
        return part;
    }

    private bool TryFind(DocumentValues document, out JsonElement value)
    {
        if (!document.TryFind(_keys[0], out value)) return false;
        for (int i = 1; i < _keys.Length; i++)
        {
            if (!value.TryGetProperty(_keys[i], out value)) return false;
        }

        return value.ValueKind is not JsonValueKind.Null;
    }

    private Cell CellOf(JsonElement value)
    {
        switch (Field.Kind)
        {
            case FieldKind.Count or FieldKind.Counts or FieldKind.Number or FieldKind.Milliseconds:
                if (value.TryGetInt64(out long count)) return Cell.Of(CellKind.Count, count);
                return Cell.Of(CellKind.Count, Int128.Parse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            case FieldKind.Money:
                return Money.TryParse(System.Text.Encoding.ASCII.GetBytes(value.GetString()!), out Int128 amount) ? Cell.Of(CellKind.Amount, amount) : throw Unexpected(value);
            case FieldKind.Rate:
                return ExactNumber.TryParse(value.GetString()!, out Int128 rate) ? Cell.Of(CellKind.Rate, rate) : throw Unexpected(value);
            case FieldKind.Texts:
                return Cell.Of(string.Join(',', value.EnumerateArray().Select(e => e.GetString())));
            case FieldKind.Attempts:
                return Cell.Of(value.GetRawText());
            default:
                string text = value.GetString()!;
                if (Part is TimePart.None) return Cell.Of(text);
                return Moments.TryParse(text, out long time) ? Moments.Part(time, Part) : throw Unexpected(value);
        }
    }

    private InvalidDataException Unexpected(JsonElement value) => new($"{Field.Name} holds {value.GetRawText()}, which is no {Field.Kind}.");
}
