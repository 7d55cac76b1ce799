namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>Element types that are decoded here, all little-endian; every other goes through libhdf5.</summary>
internal enum Hdf5Element
{
    Other,
    Float64,
    Float32,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
}
