using System.Buffers.Binary;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Writes an animated PNG (APNG, PNG specification, third edition, 11.3.6): every frame whole and lossless, repeated for ever;
/// a viewer that knows no animation shows the first. Frames are written as they come; the file appears under its name on
/// <see cref="Complete"/>, and disposing without it leaves nothing behind.
/// </summary>
public sealed class AnimatedPng : IDisposable
{
    private const int ControlLength = 8;

    private readonly AtomicFile file;
    private readonly FileStream stream;
    private readonly int frameMs;
    private PngChunk header;
    private long controlAt;
    private uint sequence;
    private uint frames;

    /// <summary>Begins a file at <paramref name="path"/> that shows each frame for <paramref name="frameMs"/> milliseconds.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public AnimatedPng(string path, int frameMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameMs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frameMs, (int)ushort.MaxValue);
        this.frameMs = frameMs;
        file = new AtomicFile(path);
        stream = new FileStream(file.TemporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Adds a frame, of the first one's size and type.</summary>
    /// <exception cref="ArgumentException">It is of another size or type.</exception>
    public void Add(Mat frame)
    {
        PngChunk[] chunks = [.. PngChunk.Read(PngFile.Encode(frame))];
        PngChunk first = chunks.First(chunk => chunk.Type == "IHDR");
        if (frames == 0)
        {
            Begin(first);
        }
        else if (!first.Data.Span.SequenceEqual(header.Data.Span))
        {
            throw new ArgumentException("all frames must be of one size and type", nameof(frame));
        }

        FrameControl().Write(stream);
        foreach (PngChunk chunk in chunks.Where(chunk => chunk.Type == "IDAT"))
        {
            (frames == 0 ? chunk : FrameData(chunk)).Write(stream);
        }

        frames++;
    }

    /// <summary>Ends the file and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">There is no frame.</exception>
    public void Complete()
    {
        if (frames == 0)
        {
            throw new InvalidOperationException("an animation needs a frame");
        }

        new PngChunk("IEND", default).Write(stream);
        stream.Position = controlAt;
        AnimationControl().Write(stream);
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        file.Commit();
    }

    /// <summary>Closes the file, and removes it unless it was completed.</summary>
    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }

    private void Begin(PngChunk imageHeader)
    {
        // Encoded bytes are released with the frame; the header is kept.
        header = imageHeader with { Data = imageHeader.Data.ToArray() };
        stream.Write(PngChunk.Signature);
        header.Write(stream);
        controlAt = stream.Position;
        AnimationControl().Write(stream);
    }

    /// <summary>acTL: number of frames, number of plays (0: for ever). Written once to keep the place, and again when the number is known.</summary>
    private PngChunk AnimationControl()
    {
        byte[] data = new byte[ControlLength];
        BinaryPrimitives.WriteUInt32BigEndian(data, frames);
        return new PngChunk("acTL", data);
    }

    /// <summary>fcTL: sequence number, width, height, place (0, 0), delay as a fraction of a second, nothing kept or blended.</summary>
    private PngChunk FrameControl()
    {
        byte[] data = new byte[26];
        BinaryPrimitives.WriteUInt32BigEndian(data, sequence++);
        header.Data.Span[..8].CopyTo(data.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(20), (ushort)frameMs);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(22), 1000);
        return new PngChunk("fcTL", data);
    }

    /// <summary>fdAT: sequence number, then what an IDAT chunk holds.</summary>
    private PngChunk FrameData(PngChunk imageData)
    {
        byte[] data = new byte[imageData.Data.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(data, sequence++);
        imageData.Data.CopyTo(data.AsMemory(4));
        return new PngChunk("fdAT", data);
    }
}
