namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>A number in each row of an array.</summary>
/// <param name="Name">Name of the field; empty in a plain array.</param>
/// <param name="Type">Its type.</param>
/// <param name="Offset">Its first byte in a row.</param>
internal readonly record struct NpyField(string Name, NpyNumber Type, int Offset);
