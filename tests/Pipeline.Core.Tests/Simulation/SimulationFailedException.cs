namespace Pipeline.Core.Tests.Simulation;

internal sealed class SimulationFailedException(string message) : Exception(message);
