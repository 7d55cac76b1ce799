namespace OpenCvSharp;

/// <summary>What a function reads: a matrix, given as it is or made from numbers.</summary>
public class InputArray : CvObject
{
    private readonly Mat mat;

    private InputArray(Mat mat, bool owned)
        : base(mat.SafeHandle, owned) => this.mat = mat;

    public static implicit operator InputArray(Mat mat) => Create(mat);

    public static implicit operator InputArray(Scalar val) => Create(val);

    public static implicit operator InputArray(double val) => Create(val);

    public static InputArray Create(Mat mat)
    {
        ArgumentNullException.ThrowIfNull(mat);
        return new InputArray(mat, owned: false);
    }

    public static InputArray Create(Scalar val) =>
        new(Mat.FromPixelData(4, 1, MatType.CV_64FC1, new[] { val.Val0, val.Val1, val.Val2, val.Val3 }), owned: true);

    public static InputArray Create(double val) => Create(new Scalar(val));

    public static InputArray Create<T>(T[,] array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        return new InputArray(Mat.FromPixelData(array.GetLength(0), array.GetLength(1), MatTypes.Of<T>(), array), owned: true);
    }

    public static InputArray Create<T>(T[] array)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        return new InputArray(Mat.FromPixelData(array.Length, 1, MatTypes.Of<T>(), array), owned: true);
    }

    public Mat GetMat(int i = -1)
    {
        ThrowIfDisposed();
        return mat;
    }

    /// <summary>The native matrix, the null pointer for an absent input.</summary>
    internal static MatSafeHandle HandleOf(InputArray? array) => array?.GetMat().Handle ?? MatSafeHandle.None;
}
