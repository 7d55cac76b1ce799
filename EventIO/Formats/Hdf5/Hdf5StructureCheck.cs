using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Walks the parts of an HDF5 file that carry no checksum and that libhdf5 1.10 follows without looking: groups in symbol tables, their
/// name heaps, object headers of version 1 and the trees of both groups and chunks (HDF5 File Format Specification 3.0, II.A, III.A, III.C,
/// III.D, IV.A). An address outside the file or an impossible length there makes the library write outside its memory, so the file is
/// refused before it is handed over. Files whose superblock has version 2 or later have checksums and are left to the library.
/// </summary>
internal sealed class Hdf5StructureCheck
{
    private const int MaxObjects = 1_000_000;
    private const int MaxHeaderBytes = 1 << 20;
    private const int GroupTree = 0;
    private const int ChunkTree = 1;
    private const int DefaultChunkRank = 32;
    private readonly FileStream file;
    private readonly long length;
    private readonly HashSet<long> visited = [];
    private readonly HashSet<long> sound = [];
    private readonly Stack<long> headers = new();
    private long baseAddress;
    private int leafRank;
    private int groupRank;
    private int chunkRank = DefaultChunkRank;

    private Hdf5StructureCheck(FileStream file)
    {
        this.file = file;
        length = file.Length;
    }

    /// <summary>Checks a file whose superblock begins at <paramref name="superblock"/>.</summary>
    /// <exception cref="InvalidDataException">It would lead the library astray; the message names the place.</exception>
    public static void Run(FileStream file, long superblock) => new Hdf5StructureCheck(file).Check(superblock);

    private void Check(long superblock)
    {
        Span<byte> start = stackalloc byte[24];
        ReadAt(superblock, start, "superblock");
        int version = start[8];
        if (version > 1 || start[13] != 8 || start[14] != 8)
        {
            return;
        }

        leafRank = BinaryPrimitives.ReadUInt16LittleEndian(start[16..]);
        groupRank = BinaryPrimitives.ReadUInt16LittleEndian(start[18..]);
        long at = superblock + 24;
        if (version == 1)
        {
            Span<byte> rank = stackalloc byte[2];
            ReadAt(at, rank, "superblock");
            chunkRank = BinaryPrimitives.ReadUInt16LittleEndian(rank);
            at += 4;
        }

        Span<byte> addresses = stackalloc byte[48];
        ReadAt(at, addresses, "superblock");
        baseAddress = BinaryPrimitives.ReadInt64LittleEndian(addresses);
        Require(baseAddress >= 0 && baseAddress <= length, "superblock", superblock);
        headers.Push(Number(addresses[40..]));
        Span<byte> entry = stackalloc byte[24];
        ReadAt(at + 48, entry, "superblock");
        while (headers.TryPop(out long header))
        {
            CheckHeader(header);
        }

        // The library takes the root's tree and heap from here; they must be those that the root itself has.
        const uint Group = 1;
        Require(
            BinaryPrimitives.ReadUInt32LittleEndian(entry) != Group || (sound.Contains(Number(entry[8..])) && sound.Contains(Number(entry[16..]))),
            "superblock", superblock);
    }

    /// <summary>An object header of version 1: its messages, in as many blocks as it has.</summary>
    private void CheckHeader(long address)
    {
        if (!visited.Add(address))
        {
            return;
        }

        Require(visited.Count < MaxObjects, "list of objects", address);
        Span<byte> prefix = stackalloc byte[16];
        ReadAt(address + baseAddress, prefix, "object header");
        if (prefix[0] != 1)
        {
            // Version 2 begins with a signature and carries a checksum.
            return;
        }

        Queue<(long At, long Bytes)> blocks = new([(address + 16, BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]))]);
        int seen = 0;
        while (blocks.TryDequeue(out (long At, long Bytes) block))
        {
            Require(block.Bytes is >= 0 and <= MaxHeaderBytes && ++seen < 1000, "object header", address);
            byte[] messages = new byte[block.Bytes];
            ReadAt(block.At + baseAddress, messages, "object header");
            CheckMessages(messages, blocks, address);
        }
    }

    private void CheckMessages(ReadOnlySpan<byte> messages, Queue<(long At, long Bytes)> blocks, long header)
    {
        while (messages.Length >= 8)
        {
            int type = BinaryPrimitives.ReadUInt16LittleEndian(messages), size = BinaryPrimitives.ReadUInt16LittleEndian(messages[2..]);
            Require(size <= messages.Length - 8, "message of the object header", header);
            ReadOnlySpan<byte> body = messages.Slice(8, size);
            switch (type)
            {
                case 0x0008 when body is [3, 2, > 0, ..] && body.Length >= 11:
                    // Chunked storage, version 3: the number of dimensions, which counts the element too, and the tree.
                    CheckTree(Number(body[3..]), ChunkTree, level: -1, body[2]);
                    break;
                case 0x0010 when body.Length >= 16:
                    blocks.Enqueue((Number(body), Number(body[8..])));
                    break;
                case 0x0011 when body.Length >= 16:
                    CheckTree(Number(body), GroupTree, level: -1, CheckHeap(Number(body[8..])));
                    break;
            }

            messages = messages[(8 + size)..];
        }
    }

    /// <summary>A group's heap of names; its length.</summary>
    private long CheckHeap(long address)
    {
        Span<byte> heap = stackalloc byte[32];
        ReadAt(address + baseAddress, heap, "heap of names");
        long bytes = Number(heap[8..]), data = Number(heap[24..]);
        Require(heap[..4].SequenceEqual("HEAP"u8) && bytes >= 0 && data >= 0 && bytes <= length && data + baseAddress <= length - bytes, "heap of names", address);
        _ = sound.Add(address);
        return bytes;
    }

    /// <summary>A node of a tree and what lies below it. A chunk tree may be absent.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="level">The level it must be of; -1 for any.</param>
    /// <param name="measure">Of a group, the length of its heap; of chunks, the dimensions.</param>
    private void CheckTree(long address, int type, int level, long measure)
    {
        if (address == -1 && type == ChunkTree)
        {
            return;
        }

        _ = sound.Add(address);
        string what = type == GroupTree ? "tree of a group" : "tree of chunks";
        Require(visited.Add(address) && visited.Count < MaxObjects, what, address);
        Span<byte> head = stackalloc byte[24];
        ReadAt(address + baseAddress, head, what);
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        int keyBytes = type == GroupTree ? 8 : 8 + (8 * (int)measure);
        Require(
            head[..4].SequenceEqual("TREE"u8) && head[4] == type && (level < 0 || head[5] == level)
            && entries <= 2 * (type == GroupTree ? groupRank : chunkRank), what, address);
        byte[] body = new byte[(entries * (keyBytes + 8)) + keyBytes];
        ReadAt(address + baseAddress + head.Length, body, what);
        for (int i = 0; i < entries; i++)
        {
            long child = Number(body.AsSpan((i * (keyBytes + 8)) + keyBytes));
            Require(child >= 0 && child < length, what, address);
            if (head[5] > 0)
            {
                CheckTree(child, type, head[5] - 1, measure);
            }
            else if (type == GroupTree)
            {
                CheckSymbols(child, measure);
            }
        }
    }

    /// <summary>A node of names and the objects they stand for.</summary>
    private void CheckSymbols(long address, long heapBytes)
    {
        const int EntryBytes = 40;
        Span<byte> head = stackalloc byte[8];
        ReadAt(address + baseAddress, head, "table of names");
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        Require(head[..4].SequenceEqual("SNOD"u8) && entries <= 2 * leafRank && visited.Add(address), "table of names", address);
        byte[] body = new byte[entries * EntryBytes];
        ReadAt(address + baseAddress + head.Length, body, "table of names");
        for (int i = 0; i < entries; i++)
        {
            ReadOnlySpan<byte> entry = body.AsSpan(i * EntryBytes, EntryBytes);
            Require(Number(entry) is long name && name >= 0 && name < heapBytes, "table of names", address);
            const uint SoftLink = 2;
            uint kind = BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]);
            Require(kind <= SoftLink, "table of names", address);
            if (kind == SoftLink)
            {
                Require(BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]) < heapBytes, "table of names", address);
            }
            else
            {
                headers.Push(Number(entry[8..]));
            }
        }
    }

    private void ReadAt(long position, Span<byte> into, string what)
    {
        Require(position >= 0 && position <= length - into.Length, what, position);
        file.Position = position;
        file.ReadExactly(into);
    }

    private void Require(bool sound, string what, long address)
    {
        if (!sound)
        {
            throw new InvalidDataException($"{file.Name}: the HDF5 file is damaged or truncated: its {what} at byte {address} leads outside the file or is of an impossible size");
        }
    }

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
