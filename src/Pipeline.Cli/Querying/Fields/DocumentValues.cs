using System.Text.Json;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>
/// A document's values by key. A collection's documents have the same keys in the same order, so where each stands is learnt from the
/// first and only compared in the others: a query looks at hundreds of thousands.
/// </summary>
internal sealed class DocumentValues
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<string> _keys = [];
    private readonly List<JsonElement> _values = [];

    /// <summary>Looks at a document from now on.</summary>
    internal void Take(JsonElement document)
    {
        _values.Clear();
        foreach (JsonProperty property in document.EnumerateObject())
        {
            if (_values.Count == _keys.Count) Learn(property.Name);
            if (!property.NameEquals(_keys[_values.Count])) throw new InvalidDataException($"A document has '{property.Name}' where others have '{_keys[_values.Count]}'.");
            _values.Add(property.Value);
        }
    }

    /// <summary>The value of a key; false when the document has none.</summary>
    internal bool TryFind(string key, out JsonElement value)
    {
        bool isThere = _places.TryGetValue(key, out int place) && place < _values.Count;
        value = isThere ? _values[place] : default;
        return isThere;
    }

    private void Learn(string key)
    {
        _places[key] = _keys.Count;
        _keys.Add(key);
    }
}
