namespace OpenCvSharp;

/// <summary>One setting of an image writer.</summary>
public record ImageEncodingParam
{
    public ImageEncodingParam(ImwriteFlags id, int value)
    {
        EncodingId = id;
        Value = value;
    }

    public ImwriteFlags EncodingId { get; }

    public int Value { get; }

    internal static int[] Flatten(ImageEncodingParam[] prms)
    {
        ArgumentNullException.ThrowIfNull(prms);
        return [.. prms.SelectMany(p => new[] { (int)p.EncodingId, p.Value })];
    }
}
