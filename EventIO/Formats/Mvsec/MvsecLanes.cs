namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// A block's float64 elements and where each of the four columns lies in them: row r of column c at <c>Starts[c] + r * Stride</c>.
/// Whole rows have a stride of 4, columns apart one of 1.
/// </summary>
internal readonly ref struct MvsecLanes(ReadOnlySpan<double> values, int partRows, int partColumns)
{
    public ReadOnlySpan<double> Values { get; } = values;

    public int Stride => partColumns;

    public int Start(int column) => (column / partColumns * partRows * partColumns) + (column % partColumns);

    public double At(int column, int row) => Values[Start(column) + (row * partColumns)];
}
