namespace OpenCvSharp;

/// <content>Image files.</content>
public static partial class Cv2
{
    /// <summary>Reads an image; what cannot be read comes back empty.</summary>
    public static Mat ImRead(string fileName, ImreadModes flags = ImreadModes.Color) => new(fileName, flags);

    public static bool ImWrite(string fileName, Mat img, int[]? prms = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(img);
        Native.Check(Native.ocv_imwrite(fileName, img.Handle, prms ?? [], prms?.Length ?? 0, out int written));
        return written != 0;
    }

    public static bool ImWrite(string fileName, Mat img, params ImageEncodingParam[] prms) => ImWrite(fileName, img, ImageEncodingParam.Flatten(prms));

    public static unsafe bool ImEncode(string ext, InputArray img, out byte[] buf, int[]? prms = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(ext);
        ArgumentNullException.ThrowIfNull(img);
        Native.Check(Native.ocv_imencode(ext, img.GetMat().Handle, prms ?? [], prms?.Length ?? 0, out IntPtr bytes, out byte* data, out long size, out int written));
        try
        {
            buf = new Span<byte>(data, checked((int)size)).ToArray();
        }
        finally
        {
            Native.Check(Native.ocv_bytes_delete(bytes));
        }

        return written != 0;
    }

    public static void ImEncode(string ext, InputArray img, out byte[] buf, params ImageEncodingParam[] prms) => ImEncode(ext, img, out buf, ImageEncodingParam.Flatten(prms));

    public static Mat ImDecode(byte[] buf, ImreadModes flags)
    {
        ArgumentNullException.ThrowIfNull(buf);
        return ImDecode(buf.AsSpan(), flags);
    }

    /// <summary>Reads an image from memory; what cannot be read comes back empty.</summary>
    public static unsafe Mat ImDecode(ReadOnlySpan<byte> span, ImreadModes flags)
    {
        fixed (byte* data = span)
        {
            Native.Check(Native.ocv_imdecode(data, span.Length, (int)flags, out IntPtr mat));
            return new Mat(new MatSafeHandle(mat, ownsHandle: true));
        }
    }
}
