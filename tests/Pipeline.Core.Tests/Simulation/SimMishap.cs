namespace Pipeline.Core.Tests.Simulation;

internal enum SimMishap
{
    Crash,
    ConductorCrash,
    SecondConductor,
    ShardLost,
    ShardForked,
    ReaderLost,
    SecondReader,
    NewPartition,
    LostRecords,
    QuietDay,
    DamagedSnapshot,
    SinkReset,
    SinkStruckOff,
    Rebuild,
    RegistryPutBack,
}
