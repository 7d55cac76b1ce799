using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>Mirror of the native layer's MatHeader: what a matrix is and where its elements lie.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MatHeader
{
    public int Type;
    public int Dims;
    public int Rows;
    public int Cols;
    public int Continuous;
    public int Submatrix;
    public long Step;
    public long Total;
    public long ElementSize;
    public long OwnedBytes;
    public IntPtr Data;
}
