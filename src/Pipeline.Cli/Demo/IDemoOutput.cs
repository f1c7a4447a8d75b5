namespace Pipeline.Cli.Demo;

/// <summary>Where the demo's numbers are shown.</summary>
internal interface IDemoOutput
{
    /// <summary>The time between two looks at the numbers.</summary>
    TimeSpan Interval { get; }

    /// <summary>Calls <paramref name="shop"/> with what shows numbers, and tidies up after it.</summary>
    void Run(Action<Action<DemoNumbers>> shop);
}
