using System.Runtime.CompilerServices;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Feeds a file to a kernel, a buffer at a time. A last word that is not whole is counted as skipped.</summary>
internal sealed class KernelDecoder<TKernel, TState> : EventDecoder
    where TKernel : IEventKernel<TState>
    where TState : unmanaged
{
    /// <summary>Bytes read at once, unless told: few calls, and it fits a second-level cache.</summary>
    public const int DefaultBufferBytes = 1 << 20;

    private readonly SafeFileHandle file;
    private readonly byte[] buffer;
    private readonly long endOffset;
    private TState state;
    private long offset;
    private int start;
    private int end;

    /// <param name="path">The file.</param>
    /// <param name="dataOffset">Where its words begin.</param>
    /// <param name="state">The state there.</param>
    /// <param name="bufferBytes">Bytes read at once; room for twice as many words as a kernel looks ahead.</param>
    public KernelDecoder(string path, long dataOffset, TState state, int bufferBytes = DefaultBufferBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 2 * (WrappingTime.LookAheadWords + 1) * TKernel.WordBytes);
        file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        buffer = new byte[bufferBytes];
        endOffset = RandomAccess.GetLength(file);
        offset = dataOffset;
        this.state = state;
    }

    public override bool Decode(EventBatch into)
    {
        int before = into.Count;
        while (into.Count == before)
        {
            int taken = TKernel.Decode(buffer.AsSpan(start, end - start), Last, ref state, into, MaxBlockEvents, Losses);
            start += taken;
            offset += taken;
            if (taken == 0 && !Fill())
            {
                Losses.SkippedBytes += end - start;
                offset += end - start;
                start = end;
                return into.Count > before;
            }
        }

        return true;
    }

    public override DecoderMark Mark() => new(offset, Unsafe.BitCast<TState, Int128>(state));

    public override void Seek(DecoderMark mark)
    {
        offset = mark.Offset;
        state = Unsafe.BitCast<Int128, TState>(mark.State);
        start = end = 0;
    }

    public override void Dispose() => file.Dispose();

    /// <summary>Whether the buffer's end is the file's.</summary>
    private bool Last => offset + (end - start) >= endOffset;

    /// <summary>Moves what is left to the front and reads on; false at the file's end.</summary>
    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        int read = RandomAccess.Read(file, buffer.AsSpan(end), offset + end);
        end += read;
        return read > 0;
    }
}
