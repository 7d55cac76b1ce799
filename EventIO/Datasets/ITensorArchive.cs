namespace EventStereo.EventIO.Datasets;

/// <summary>A file of named arrays being written. It gets its name in <see cref="Complete"/>; disposed before that, nothing is left.</summary>
internal interface ITensorArchive : IDisposable
{
    /// <summary>Begins an array that grows by rows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rowShape">Extents after the first.</param>
    ITensorRows AddGrowing<T>(string name, params ReadOnlySpan<long> rowShape)
        where T : unmanaged;

    /// <summary>Adds a text.</summary>
    void AddText(string name, string text);

    /// <summary>Writes everything out and gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write; nothing is left behind.</exception>
    void Complete();
}
