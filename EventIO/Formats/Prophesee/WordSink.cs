using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Little-endian words on their way into a buffer, which is asked for room some thousand words at a time.</summary>
internal ref struct WordSink(IBufferWriter<byte> into)
{
    private const int RoomBytes = 16_384;
    private Span<byte> room;
    private int used;

    /// <summary>Appends a word: an unsigned integer of 16, 32 or 64 bits.</summary>
    public void Put<TWord>(TWord word)
        where TWord : unmanaged
    {
        if (!MemoryMarshal.TryWrite(room[used..], in word))
        {
            Flush();
            room = into.GetSpan(RoomBytes);
            MemoryMarshal.Write(room, in word);
        }

        used += Unsafe.SizeOf<TWord>();
    }

    /// <summary>Hands over what was appended.</summary>
    public void Flush()
    {
        into.Advance(used);
        room = default;
        used = 0;
    }
}
