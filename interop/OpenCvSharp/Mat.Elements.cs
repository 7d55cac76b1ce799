namespace OpenCvSharp;

/// <content>Access to elements. Spans and references are good while the matrix is alive and keeps its elements.</content>
public partial class Mat
{
    public IntPtr Ptr(int i0) => Ptr(i0, 0);

    public IntPtr Ptr(int i0, int i1)
    {
        MatHeader header = Header;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i0, (uint)header.Rows, nameof(i0));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i1, (uint)header.Cols, nameof(i1));
        return header.Data + (nint)((i0 * header.Step) + (i1 * header.ElementSize));
    }

    public unsafe T Get<T>(int i0, int i1)
        where T : unmanaged
    {
        Check<T>(Header);
        T value = *(T*)Ptr(i0, i1);
        GC.KeepAlive(this);
        return value;
    }

    public unsafe void Set<T>(int i0, int i1, T value)
        where T : unmanaged
    {
        Check<T>(Header);
        *(T*)Ptr(i0, i1) = value;
        GC.KeepAlive(this);
    }

    public unsafe Span<T> AsSpan<T>()
        where T : unmanaged
    {
        MatHeader header = Header;
        Check<T>(header);
        if (header.Continuous == 0)
        {
            throw new OpenCvSharpException("the matrix is not continuous: take it row by row");
        }

        return new Span<T>((void*)header.Data, checked((int)(header.Total * (header.ElementSize / sizeof(T)))));
    }

    public unsafe Span<T> RowSpan<T>(int row)
        where T : unmanaged
    {
        MatHeader header = Header;
        Check<T>(header);
        return new Span<T>((void*)Ptr(row), checked((int)(header.Cols * (header.ElementSize / sizeof(T)))));
    }

    public bool GetArray<T>(out T[] data)
        where T : unmanaged
    {
        MatHeader header = Header;
        Check<T>(header);
        data = new T[ElementsOf<T>(header)];
        int width = header.Rows == 0 ? 0 : data.Length / header.Rows;
        for (int row = 0; row < header.Rows; row++)
        {
            RowSpan<T>(row).CopyTo(data.AsSpan(row * width));
        }

        GC.KeepAlive(this);
        return true;
    }

    public bool SetArray<T>(params T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        MatHeader header = Header;
        Check<T>(header);
        if (data.Length != ElementsOf<T>(header))
        {
            throw new ArgumentException($"{data.Length} values for {ElementsOf<T>(header)} places", nameof(data));
        }

        int width = header.Rows == 0 ? 0 : data.Length / header.Rows;
        for (int row = 0; row < header.Rows; row++)
        {
            data.AsSpan(row * width, width).CopyTo(RowSpan<T>(row));
        }

        GC.KeepAlive(this);
        return true;
    }

    private static void Check<T>(in MatHeader header)
        where T : unmanaged => MatTypes.Check<T>(header.Type, header.ElementSize);

    private static unsafe int ElementsOf<T>(in MatHeader header)
        where T : unmanaged => checked((int)(header.Total * (header.ElementSize / sizeof(T))));
}
