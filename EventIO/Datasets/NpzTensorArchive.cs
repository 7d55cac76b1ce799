using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Datasets;

/// <summary>Tensors as an NPZ archive.</summary>
internal sealed class NpzTensorArchive(string path) : ITensorArchive
{
    private readonly NpzWriter archive = new(path);

    public ITensorRows AddGrowing<T>(string name, params ReadOnlySpan<long> rowShape)
        where T : unmanaged => new Rows(archive.AddGrowing<T>(name, rowShape));

    public void AddText(string name, string text) => archive.AddText(name, text);

    public void Complete() => archive.Complete();

    public void Dispose() => archive.Dispose();

    /// <summary>The archive owns and disposes the array.</summary>
    private sealed class Rows(NpzGrowingArray array) : ITensorRows
    {
        public void Append<T>(ReadOnlySpan<T> rows)
            where T : unmanaged => array.Append(rows);
    }
}
