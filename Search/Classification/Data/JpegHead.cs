using System.Buffers.Binary;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// What a JPEG file says of itself (ITU-T T.81, annex B): marker segments up to the frame header with the size, then scans up to the marker of the end. Decoders fill what a cut file lacks
/// with grey and say nothing, so the end is looked for here.
/// </summary>
internal static class JpegHead
{
    private const byte Mark = 0xFF, Temporary = 0x01, Restart0 = 0xD0, Start = 0xD8, End = 0xD9, Scan = 0xDA;

    /// <summary>Whether it begins as JPEG files do.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> content) => content is [Mark, Start, Mark, ..];

    /// <summary>Rows and columns by the frame header.</summary>
    /// <exception cref="InvalidDataException">A segment is damaged, there is no sensible size, or the file ends before the image does.</exception>
    public static (int Height, int Width) SizeOf(string path, ReadOnlySpan<byte> content)
    {
        (int Height, int Width)? size = null;
        int at = 2;
        while (true)
        {
            (byte marker, int segment) = NextMarker(path, content, at);
            if (marker == End)
            {
                return size ?? throw new InvalidDataException($"{path}: offset {segment}: the image ends without a frame");
            }

            int length = segment + 2 <= content.Length ? BinaryPrimitives.ReadUInt16BigEndian(content[segment..]) : content.Length;
            if (length < 2 || segment + length > content.Length)
            {
                throw TooShort(path, content.Length);
            }

            if (IsFrame(marker))
            {
                if (size is not null)
                {
                    throw new InvalidDataException($"{path}: offset {segment}: a second frame; which of them a decoder takes is not sure"); // and so how much memory it would take
                }

                size = length >= 8
                    ? ImageFile.Sensible(path, segment + 3, BinaryPrimitives.ReadUInt16BigEndian(content[(segment + 3)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(segment + 5)..]))
                    : throw new InvalidDataException($"{path}: offset {segment}: a frame header of {length} bytes");
            }

            at = segment + length;
            if (marker == Scan)
            {
                at = AfterScan(path, content, at);
            }
        }
    }

    /// <summary>Whether a marker begins a frame: SOF0 to SOF15 but the three of this range that are tables (DHT, JPG, DAC).</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The next marker from <paramref name="at"/> on, behind bytes that are none as decoders pass over them too, and where its segment begins.</summary>
    private static (byte Marker, int Segment) NextMarker(string path, ReadOnlySpan<byte> content, int at)
    {
        while (content[at..].IndexOf(Mark) is int found and >= 0)
        {
            at += found;
            int code = content[at..].IndexOfAnyExcept(Mark);
            if (code < 0)
            {
                break;
            }

            at += code + 1;
            if (content[at - 1] != 0)
            {
                return (content[at - 1], at);
            }
        }

        throw TooShort(path, content.Length);
    }

    /// <summary>The marker behind a scan's entropy-coded data, in which 0xFF is followed by 0 or is a restart marker.</summary>
    private static int AfterScan(string path, ReadOnlySpan<byte> content, int at)
    {
        while (content[at..].IndexOf(Mark) is int found and >= 0)
        {
            at += found;
            if (at + 1 == content.Length)
            {
                break;
            }

            byte code = content[at + 1];
            if (code is not (0 or Temporary or Mark) && (code & 0xF8) != Restart0)
            {
                return at;
            }

            at += code == Mark ? 1 : 2;
        }

        throw TooShort(path, content.Length);
    }

    private static InvalidDataException TooShort(string path, int length) => new($"{path}: offset {length}: the image ends before its last part");
}
