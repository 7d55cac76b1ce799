namespace OpenCvSharp;

/// <summary>What a function writes: a matrix, made over to the size and type of the result.</summary>
public class OutputArray : CvObject
{
    private readonly Mat mat;

    internal OutputArray(Mat mat)
        : base(mat.SafeHandle, owned: false) => this.mat = mat;

    public static implicit operator OutputArray(Mat mat) => Create(mat);

    public static OutputArray Create(Mat mat)
    {
        ArgumentNullException.ThrowIfNull(mat);
        return new OutputArray(mat);
    }

    public virtual Mat GetMat()
    {
        ThrowIfDisposed();
        return mat;
    }

    /// <summary>Takes note of the result: call it after a function wrote.</summary>
    public void Fix() => GetMat().ReportMemory();
}
