using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>OpenCV's matrix: rows of elements of one type. Disposing frees the native matrix; a view shares its owner's elements.</summary>
public partial class Mat : CvObject
{
    public Mat()
        : this(Made(Native.ocv_mat_new(out IntPtr mat), mat))
    {
    }

    public Mat(int rows, int cols, MatType type)
        : this(Made(Native.ocv_mat_new_sized(rows, cols, type.Value, out IntPtr mat), mat))
    {
    }

    public Mat(int rows, int cols, MatType type, Scalar s)
        : this(Made(Native.ocv_mat_new_filled(rows, cols, type.Value, s, out IntPtr mat), mat))
    {
    }

    public Mat(Size size, MatType type)
        : this(size.Height, size.Width, type)
    {
    }

    public Mat(Size size, MatType type, Scalar s)
        : this(size.Height, size.Width, type, s)
    {
    }

    public Mat(Mat m, Rect roi)
        : this(Made(Native.ocv_mat_new_roi(NotNull(m).Handle, roi, out IntPtr view), view))
    {
    }

    public Mat(string fileName, ImreadModes flags = ImreadModes.Color)
        : this(Made(Native.ocv_imread(NotNull(fileName), (int)flags, out IntPtr mat), mat))
    {
    }

    internal Mat(MatSafeHandle handle)
        : base(handle) => ReportMemory();

    public int Rows => Header.Rows;

    public int Cols => Header.Cols;

    public int Height => Header.Rows;

    public int Width => Header.Cols;

    public int Dims => Header.Dims;

    public IntPtr Data => Header.Data;

    public unsafe byte* DataPointer => (byte*)Header.Data;

    /// <summary>The native matrix; throws when disposed.</summary>
    internal MatSafeHandle Handle
    {
        get
        {
            ThrowIfDisposed();
            return (MatSafeHandle)SafeHandle;
        }
    }

    private MatHeader Header
    {
        get
        {
            Native.Check(Native.ocv_mat_header(Handle, out MatHeader header));
            return header;
        }
    }

    public Mat this[Rect roi]
    {
        get => SubMat(roi);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            using Mat view = SubMat(roi);
            if (view.Size() != value.Size() || view.Type() != value.Type())
            {
                throw new ArgumentException($"the value is {value.Width}x{value.Height} {value.Type()}, the region {view.Width}x{view.Height} {view.Type()}", nameof(value));
            }

            value.CopyTo(view);
        }
    }

    public static Mat FromPixelData(int rows, int cols, MatType type, Array data, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        long needed = checked((step == 0 ? cols * (long)ElementSize(type) : step) * (rows - 1L) + (cols * (long)ElementSize(type)));
        if (rows < 0 || cols < 0 || (rows > 0 && Buffer.ByteLength(data) < needed && data.GetType().GetElementType() is { IsPrimitive: true }))
        {
            throw new ArgumentException($"{Buffer.ByteLength(data)} bytes do not hold {rows}x{cols} elements of {type}", nameof(data));
        }

        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        int status = Native.ocv_mat_new_over(rows, cols, type.Value, pin.AddrOfPinnedObject(), step, out IntPtr mat);
        if (status != 0)
        {
            pin.Free();
        }

        Native.Check(status);
        return new Mat(new MatSafeHandle(mat, pin));
    }

    public static Mat FromPixelData(int rows, int cols, MatType type, IntPtr data, long step = 0) =>
        new(Made(Native.ocv_mat_new_over(rows, cols, type.Value, data, step, out IntPtr mat), mat));

    public static Mat ImDecode(byte[] imageBytes, ImreadModes mode = ImreadModes.Color) => Cv2.ImDecode(imageBytes, mode);

    public Size Size() => new(Header.Cols, Header.Rows);

    public MatType Type() => Header.Type;

    public int Depth() => Type().Depth;

    public int Channels() => Type().Channels;

    public int ElemSize() => (int)Header.ElementSize;

    public long Step() => Header.Step;

    public long Total() => Header.Total;

    public bool Empty() => Header.Total == 0;

    public bool IsContinuous() => Header.Continuous != 0;

    public bool IsSubmatrix() => Header.Submatrix != 0;

    public void Create(int rows, int cols, MatType type)
    {
        Native.Check(Native.ocv_mat_create(Handle, rows, cols, type.Value));
        ReportMemory();
    }

    public Mat Clone() => new(Made(Native.ocv_mat_clone(Handle, out IntPtr clone), clone));

    public Mat SubMat(Rect roi) => new(this, roi);

    public Mat SubMat(int rowStart, int rowEnd, int colStart, int colEnd) => SubMat(new Rect(colStart, rowStart, colEnd - colStart, rowEnd - rowStart));

    public void CopyTo(Mat m, InputArray? mask = null)
    {
        ArgumentNullException.ThrowIfNull(m);
        Native.Check(Native.ocv_mat_copy_to(Handle, m.Handle, InputArray.HandleOf(mask)));
        m.ReportMemory();
    }

    public void ConvertTo(OutputArray m, MatType rtype, double alpha = 1, double beta = 0)
    {
        ArgumentNullException.ThrowIfNull(m);
        Native.Check(Native.ocv_mat_convert_to(Handle, m.GetMat().Handle, rtype.Value, alpha, beta));
        m.Fix();
    }

    public Mat SetTo(Scalar value, Mat? mask = null)
    {
        Native.Check(Native.ocv_mat_set_to(Handle, value, mask?.Handle ?? MatSafeHandle.None));
        return this;
    }

    public override string ToString() => IsDisposed ? "Mat [ disposed ]" : $"Mat [ {Rows}*{Cols}*{Type()}, IsContinuous={IsContinuous()}, IsSubmatrix={IsSubmatrix()} ]";

    /// <summary>Tells the collector how much native memory the matrix holds since the last write.</summary>
    internal void ReportMemory()
    {
        MatHeader header = Header;
        Handle.ReportMemory(header.Submatrix != 0 ? 0 : header.OwnedBytes);
    }

    private static MatSafeHandle Made(int status, IntPtr mat)
    {
        Native.Check(status);
        return new MatSafeHandle(mat, ownsHandle: true);
    }

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }

    private static int ElementSize(MatType type) => type.Channels * (type.Depth switch { MatType.CV_8U or MatType.CV_8S => 1, MatType.CV_32S or MatType.CV_32F => 4, MatType.CV_64F => 8, _ => 2 });
}
