using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>Brings back a day's page that was put away. A page that is listed but missing or damaged throws: it is never an empty day.</summary>
internal interface IDayPages
{
    /// <summary>Reads the pages of a day into an empty one.</summary>
    void Load(DayTotals day, RootReader root);
}
