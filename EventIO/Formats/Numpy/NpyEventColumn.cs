using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>One column of a table of events.</summary>
/// <param name="Array">Index of its array among the table's.</param>
/// <param name="Field">Its place in a row.</param>
/// <param name="Unit">Unit of a time.</param>
internal readonly record struct NpyEventColumn(int Array, NpyField Field, TimeUnit Unit);
