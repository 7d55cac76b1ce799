namespace OpenCvSharp;

/// <summary>The matrix element that a .NET type is stored as.</summary>
internal static class MatTypes
{
    private static readonly Dictionary<Type, MatType> Known = new()
    {
        [typeof(byte)] = MatType.CV_8UC1,
        [typeof(sbyte)] = MatType.CV_8SC1,
        [typeof(ushort)] = MatType.CV_16UC1,
        [typeof(short)] = MatType.CV_16SC1,
        [typeof(int)] = MatType.CV_32SC1,
        [typeof(float)] = MatType.CV_32FC1,
        [typeof(double)] = MatType.CV_64FC1,
        [typeof(Vec3b)] = MatType.CV_8UC3,
    };

    public static MatType Of<T>()
        where T : unmanaged =>
        Known.TryGetValue(typeof(T), out MatType type) ? type : throw new NotSupportedException($"no matrix holds elements of {typeof(T)}");

    /// <summary>Throws unless an element of <paramref name="type"/> can be seen as a <typeparamref name="T"/>, or as several.</summary>
    public static unsafe void Check<T>(MatType type, long elementSize)
        where T : unmanaged
    {
        if (elementSize % sizeof(T) != 0 || (Known.TryGetValue(typeof(T), out MatType asked) && asked.Depth != type.Depth))
        {
            throw new OpenCvSharpException($"a matrix of {type} holds no elements of {typeof(T)}");
        }
    }
}
