using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>One camera's tensors on their way to the file, dense or as coordinates, in a buffer that is reused.</summary>
internal sealed class SpikeTensorCamera<T>
    where T : unmanaged, System.Numerics.INumber<T>
{
    private const int BlockEntries = 16_384;
    private readonly WindowEncoding<T> encoding;
    private readonly RectificationMap? exact;
    private readonly T[] tensor;
    private readonly ITensorRows? dense;
    private readonly ITensorRows? indices;
    private readonly ITensorRows? values;
    private readonly ITensorRows? shape;
    private readonly int[] blockIndices = [];
    private readonly T[] blockValues = [];
    private int windows;

    /// <param name="archive">Where the arrays go.</param>
    /// <param name="name">Name of the camera's array, or the beginning of its arrays' names.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="exact">Map of exact rectification, null for none.</param>
    /// <param name="sparse">Whether to write coordinates.</param>
    public SpikeTensorCamera(ITensorArchive archive, string name, WindowEncoding<T> encoding, RectificationMap? exact, bool sparse)
    {
        this.encoding = encoding;
        this.exact = exact;
        tensor = new T[encoding.Channels * encoding.Height * encoding.Width];
        if (sparse)
        {
            indices = archive.AddGrowing<int>(name + "_indices", 4);
            values = archive.AddGrowing<T>(name + "_values");
            shape = archive.AddGrowing<long>(name + "_shape");
            blockIndices = new int[4 * BlockEntries];
            blockValues = new T[BlockEntries];
        }
        else
        {
            dense = archive.AddGrowing<T>(name, encoding.Channels, encoding.Height, encoding.Width);
        }
    }

    /// <summary>Events encoded so far.</summary>
    public long Encoded { get; private set; }

    /// <summary>Events that exact rectification put outside the image so far.</summary>
    public long OutOfRectified { get; private set; }

    /// <summary>Encodes and writes a window's events.</summary>
    public void Append(EventBatch events, TimeWindow window)
    {
        int encoded = encoding.Encode(events, window, exact, tensor);
        Encoded += encoded;
        OutOfRectified += events.Count - encoded;
        if (dense is not null)
        {
            dense.Append<T>(tensor);
        }
        else
        {
            AppendCoordinates();
        }

        windows = checked(windows + 1);
    }

    /// <summary>Writes what is known at the end.</summary>
    public void Complete() => shape?.Append<long>([windows, encoding.Channels, encoding.Height, encoding.Width]);

    private void AppendCoordinates()
    {
        int filled = 0, plane = encoding.Height * encoding.Width;
        for (int i = 0; i < tensor.Length; i++)
        {
            if (tensor[i] == T.Zero)
            {
                continue;
            }

            Span<int> index = blockIndices.AsSpan(4 * filled, 4);
            index[0] = windows;
            (index[1], int pixel) = Math.DivRem(i, plane);
            (index[2], index[3]) = Math.DivRem(pixel, encoding.Width);
            blockValues[filled++] = tensor[i];
            if (filled == BlockEntries)
            {
                Flush(filled);
                filled = 0;
            }
        }

        Flush(filled);
    }

    private void Flush(int count)
    {
        indices?.Append<int>(blockIndices.AsSpan(0, 4 * count));
        values?.Append<T>(blockValues.AsSpan(0, count));
    }
}
