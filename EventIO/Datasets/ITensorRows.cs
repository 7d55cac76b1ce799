namespace EventStereo.EventIO.Datasets;

/// <summary>An array that grows by rows.</summary>
internal interface ITensorRows
{
    /// <summary>Appends whole rows of the element type that the array was begun with.</summary>
    void Append<T>(ReadOnlySpan<T> rows)
        where T : unmanaged;
}
