using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Cli.Querying.Output;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Querying;

/// <summary>Turns a query as it was typed into a plan, or names every mistake in it.</summary>
internal sealed class QueryPlanner
{
    private readonly QueryRequest _request;
    private readonly CollectionInfo _collection;
    private readonly List<string> _mistakes = [];
    private readonly List<string> _notes = [];
    private readonly IReadOnlyList<FieldPath>? _groups;

    private QueryPlanner(QueryRequest request, CollectionInfo collection)
    {
        _request = request;
        _collection = collection;
        if (request.GroupBy is { } groups) _groups = [.. Names(groups).Select(Group).OfType<FieldPath>()];
        else if (request.Sum) _groups = [];
    }

    /// <summary>The plan.</summary>
    /// <exception cref="CliException">The query has mistakes; all are named.</exception>
    internal static QueryPlan Plan(QueryRequest request)
    {
        if (FieldCatalogue.Collection(request.Collection) is { } collection) return new QueryPlanner(request, collection).Plan();
        string[] names = [.. FieldCatalogue.Collections.Select(c => c.Name)];
        string nearest = NearestName.Of(request.Collection, names) is { } near ? $"did you mean {near}? " : "";
        throw new CliException(
            ExitCodes.Usage, $"There is no collection '{request.Collection}'.", $"{nearest}there are {string.Join(", ", names)}", "What each holds: pipeline explain");
    }

    private QueryPlan Plan()
    {
        QueryPlan plan = new()
        {
            Collection = _collection,
            Id = Id(),
            Range = TimeRange.Of(_request, _collection, _mistakes),
            Where = [.. _request.Where.Select(w => Condition.Parse(_collection, w, _mistakes)).OfType<Condition>()],
            Having = [.. _request.Having.Select(Having).OfType<Condition>()],
            Groups = _groups,
            Columns = [.. _request.Fields is { } fields ? Names(fields).SelectMany(Columns) : UsualColumns()],
            Sort = [.. Names(_request.Sort ?? "").Select(Sort).OfType<SortKey>()],
            Top = _request.Top,
            IsWhole = _groups is null && _request.Fields is null,
            Format = _request.Format,
            Notes = _notes,
        };
        if (_request.Top is < 1) _mistakes.Add("--top: at least 1");
        if (_groups is null && _request.Having.Count > 0) _mistakes.Add("--having is for rows that --group-by brings together; --where is for documents");
        if (_request.Id is not null && plan.Range is not null) _mistakes.Add("one document has its own time: no range beside an id");
        if (_mistakes.Count == 0) return plan;
        throw new CliException(
            ExitCodes.Usage, _mistakes.Count == 1 ? "The query has a mistake." : $"The query has {_mistakes.Count} mistakes.", [.. _mistakes.Distinct()],
            $"What each field means and how it adds up: pipeline explain {_collection.Name}");
    }

    private Func<long, string>? Id()
    {
        if (_request.Id is not { } id) return null;
        bool isBucket = _collection.Time is { Kind: FieldKind.Bucket } && _collection.Id == "bucket";
        if (!isBucket || TimeRange.Moment(id) is not { } moment) return _ => id;
        return newest => Moments.ToText(moment(newest), FieldKind.Bucket);
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private FieldPath? Group(string name)
    {
        if (FieldPaths.Parse(_collection, name, _mistakes) is not { } path) return null;
        if (!path.IsSeveral && path.Field.Kind is not (FieldKind.Attempts or FieldKind.Bytes)) return path;
        _mistakes.Add($"{name} holds several values: nothing can be brought together by it");
        return null;
    }

    private Condition? Having(string text) =>
        Condition.Parse(WithDocuments, text, _mistakes) is { } having && Checked(having.Term) is { } term ? having with { Term = term } : null;

    private SortKey? Sort(string name)
    {
        bool isDescending = name.StartsWith('-');
        Term? term = Terms.ParseOne(WithDocuments, isDescending ? name[1..] : name, _mistakes);
        return term is not null && Checked(term) is { } known ? new SortKey(known, isDescending) : null;
    }

    private IEnumerable<Term> Columns(string name)
    {
        FieldPath[] within = [.. FieldPaths.Within(_collection, name)];
        if (within.Length > 0) return within.Where(IsShown).Select(p => Checked(new Term(p.Name, p))).OfType<Term>();
        return Terms.Parse(WithDocuments, name, _mistakes) is { } term && Checked(term) is { } known ? [known] : [];
    }

    private List<Term> UsualColumns()
    {
        IEnumerable<FieldPath> all = _collection.Fields.Select(f => new FieldPath(f.Name, f));
        if (_groups is null) return [.. all.Select(p => new Term(p.Name, p))];
        List<Term> columns = [.. _groups.Select(g => new Term(g.Name, g))];
        columns.AddRange(all.Where(p => IsShown(p) && !columns.Any(c => c.Name == p.Name)).Select(p => Checked(new Term(p.Name, p))).OfType<Term>());
        if (!columns.Exists(c => c.Path.Field.Merge is FieldMerge.Sum)) columns.Add(new Term(QueryPlan.Documents.Name, new FieldPath(QueryPlan.Documents.Name, QueryPlan.Documents)));
        string[] left = [.. _collection.Fields.Where(f => f.Merge is FieldMerge.Distinct or FieldMerge.Percentile).Select(f => f.Name)];
        if (left.Length > 0) _notes.Add($"not shown, because they do not add up: {string.Join(", ", left)} (pipeline explain {_collection.Name}.{left[0]})");
        return columns;
    }

    /// <summary>Whether a field that was not asked for by its own name has a value here.</summary>
    private bool IsShown(FieldPath path) => _groups is null || path.Field.Merge is FieldMerge.Sum or FieldMerge.Least or FieldMerge.Greatest or FieldMerge.Quotient;

    private CollectionInfo WithDocuments => _groups is null ? _collection : _collection with { Fields = [.. _collection.Fields, QueryPlan.Documents] };

    /// <summary>The term as it is of documents brought together: a quotient from its summed parts. Null, and mistakes noted, where it is nothing.</summary>
    private Term? Checked(Term term)
    {
        if (_groups is null) return term;
        if (term is { Divisor: null, Path.Field: { Merge: FieldMerge.Quotient, Part: { } part, Whole: { } whole } field } && !IsGroup(term.Path))
            return new Term(term.Name, PathOf(part), PathOf(whole), IsMean: field.Kind is FieldKind.Milliseconds);
        string[] why = [.. term.Paths.Where(p => !IsGroup(p)).Select(Refusal).OfType<string>()];
        _mistakes.AddRange(why);
        return why.Length > 0 ? null : term;
    }

    private FieldPath PathOf(string name) => new(name, _collection.Fields.Single(f => f.Name == name));

    private bool IsGroup(FieldPath path) => _groups!.Any(g => g.Name == path.Name);

    /// <summary>Why a field has no value of documents brought together; null when it has.</summary>
    private static string? Refusal(FieldPath path) => (path.Part is TimePart.None ? path.Field.Merge : FieldMerge.Key) switch
    {
        FieldMerge.Sum or FieldMerge.Least or FieldMerge.Greatest => null,
        FieldMerge.Quotient => $"{path.Name} is a quotient: use {path.Field.Part} and {path.Field.Whole}, which add up",
        FieldMerge.Distinct => $"{path.Name} counts distinct shoppers, and who stands in two documents would count twice: {path.Field.Instead}",
        FieldMerge.Percentile => $"{path.Name} is a percentile, and those of parts do not give that of the whole: {path.Field.Instead}",
        FieldMerge.Single => $"{path.Name} is of one document only: {path.Field.Instead}",
        _ => $"{path.Name} differs between documents that are brought together: add it to --group-by",
    };
}
