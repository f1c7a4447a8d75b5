using Pipeline.Cli.Frame;

return await PipelineCommandLine.InvokeAsync(args, CliContext.ForProcess());
