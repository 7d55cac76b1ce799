namespace OpenCvSharp;

/// <summary>What a function reads and changes in place.</summary>
public class InputOutputArray : OutputArray
{
    internal InputOutputArray(Mat mat)
        : base(mat)
    {
    }

    public static implicit operator InputOutputArray(Mat mat) => Create(mat);

    public static new InputOutputArray Create(Mat mat)
    {
        ArgumentNullException.ThrowIfNull(mat);
        return new InputOutputArray(mat);
    }
}
