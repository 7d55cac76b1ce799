using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Shape, type and storage of a data set, checked. <see cref="Problem"/> says what keeps it from being read: it is stored in other
/// files, a filter is not at hand, it claims more than its stored bytes can unpack to, or its chunks are too large to cache.
/// </summary>
internal sealed record Hdf5DatasetLayout(
    IReadOnlyList<long> Extents, H5T.class_t Class, int ElementBytes, IReadOnlyList<long> Chunk, long CacheBytes, string? Problem)
{
    /// <summary>The element's type, if it is one that is decoded here.</summary>
    public Hdf5Element Element { get; private init; }

    /// <summary>Filters of the chunks, in the order in which they were applied.</summary>
    public IReadOnlyList<Hdf5Filter> Filters { get; private init; } = [];

    /// <summary>Whether what was never written reads as 0.</summary>
    public bool FillsWithZero { get; private init; }

    /// <summary>Where in the file the data of a contiguous set begins; null for any other set, or if it has no data.</summary>
    public long? ContiguousAt { get; private init; }

    /// <summary>Slots of the chunk cache's hash table, a prime well above the number of chunks cached.</summary>
    public const int CacheSlots = 12_421;

    /// <summary>Deflate packs at most 1,032 to 1 (zlib's technical notes); what claims more is damaged or hostile.</summary>
    private const long MaxRatio = 1_100;
    private const long MaxCacheBytes = RowBlocks.MaxBlockBytes;
    private const long MinCacheBytes = 4L << 20;
    private const int MaxNameBytes = 64;
    private const int MaxFilterValues = 16;

    public static Hdf5DatasetLayout Read(Hdf5File file, string name, Hdf5Id dataset)
    {
        using Hdf5Id type = new(H5D.get_type(dataset), H5T.close);
        using Hdf5Id properties = new(H5D.get_create_plist(dataset), H5P.close);
        long[] extents = ReadExtents(file, name, dataset);
        int elementBytes = (int)Math.Min(H5T.get_size(type), int.MaxValue);
        H5D.layout_t layout = H5P.get_layout(properties);
        long[] chunk = layout == H5D.layout_t.CHUNKED ? ReadChunk(file, name, properties, extents.Length) : [];
        bool filtered = H5P.get_nfilters(properties) > 0;
        long stored = (long)Math.Min(H5D.get_storage_size(dataset), long.MaxValue);
        UInt128 rowBytes = RowOfChunksBytes(extents, chunk, elementBytes);
        bool elsewhere = layout == H5D.layout_t.VIRTUAL || H5P.get_external_count(properties) > 0;
        string? problem = elsewhere ? "is stored in other files, which is not supported"
            : !Hdf5NumberType.IsSound(type) ? "is of numbers whose bits lie outside their bytes: damaged"
            : MissingFilter(properties) ?? ExcessiveClaim(file, extents, elementBytes, stored, filtered)
            ?? (filtered && rowBytes > MaxCacheBytes ? TooLargeChunks(chunk, rowBytes) : null);
        long cacheBytes = rowBytes > MaxCacheBytes ? MinCacheBytes : Math.Max((long)rowBytes * (rowBytes > ScratchPool.LargeBlockBytes ? 1 : 2), MinCacheBytes);
        return new Hdf5DatasetLayout(extents, H5T.get_class(type), elementBytes, chunk, cacheBytes, problem)
        {
            Element = ElementOf(type),
            Filters = ReadFilters(properties),
            FillsWithZero = HasDefaultFill(properties),
            ContiguousAt = layout == H5D.layout_t.CONTIGUOUS && !elsewhere && stored > 0 ? (long?)H5D.get_offset(dataset) : null,
        };
    }

    private static unsafe long[] ReadExtents(Hdf5File file, string name, Hdf5Id dataset)
    {
        using Hdf5Id space = new(H5D.get_space(dataset), H5S.close);
        if (H5S.get_simple_extent_type(space) == H5S.class_t.NULL)
        {
            throw new InvalidDataException($"{file.Path}: {name} holds nothing");
        }

        int rank = H5S.get_simple_extent_ndims(space);
        if (rank < 0)
        {
            throw new InvalidDataException($"{file.Path}: {name} has no shape: {Hdf5Library.LastError()}");
        }

        ulong[] extents = new ulong[rank];
        fixed (ulong* target = extents)
        {
            _ = H5S.get_simple_extent_dims(space, target, null);
        }

        return Array.ConvertAll(extents, extent => extent <= long.MaxValue
            ? (long)extent
            : throw new InvalidDataException($"{file.Path}: {name} claims an extent of {extent}"));
    }

    private static long[] ReadChunk(Hdf5File file, string name, Hdf5Id properties, int rank)
    {
        ulong[] sides = new ulong[rank];
        return H5P.get_chunk(properties, rank, sides) == rank && sides.All(side => side is > 0 and <= uint.MaxValue)
            ? Array.ConvertAll(sides, side => (long)side)
            : throw new InvalidDataException($"{file.Path}: {name} has chunks of no size");
    }

    private static Hdf5Element ElementOf(Hdf5Id type)
    {
        (long Type, Hdf5Element Element)[] known =
        [
            (H5T.IEEE_F64LE, Hdf5Element.Float64), (H5T.IEEE_F32LE, Hdf5Element.Float32),
            (H5T.STD_I8LE, Hdf5Element.Int8), (H5T.STD_I16LE, Hdf5Element.Int16), (H5T.STD_I32LE, Hdf5Element.Int32), (H5T.STD_I64LE, Hdf5Element.Int64),
            (H5T.STD_U8LE, Hdf5Element.UInt8), (H5T.STD_U16LE, Hdf5Element.UInt16), (H5T.STD_U32LE, Hdf5Element.UInt32), (H5T.STD_U64LE, Hdf5Element.UInt64),
        ];
        return known.FirstOrDefault(pair => H5T.equal(type, pair.Type) > 0).Element;
    }

    private static bool HasDefaultFill(Hdf5Id properties)
    {
        H5D.fill_value_t fill = H5D.fill_value_t.ERROR;
        return H5P.H5Pfill_value_defined(properties, ref fill) >= 0 && fill == H5D.fill_value_t.DEFAULT;
    }

    private static List<Hdf5Filter> ReadFilters(Hdf5Id properties)
    {
        List<Hdf5Filter> filters = [];
        for (uint i = 0; i < H5P.get_nfilters(properties); i++)
        {
            uint flags = 0, config = 0;
            uint[] values = new uint[MaxFilterValues];
            nint count = values.Length;
            H5Z.filter_t filter = H5P.get_filter(properties, i, ref flags, ref count, values, MaxNameBytes, new byte[MaxNameBytes], ref config);
            filters.Add(new Hdf5Filter((int)filter, values[..(int)Math.Clamp(count, 0, values.Length)]));
        }

        return filters;
    }

    private static string? MissingFilter(Hdf5Id properties)
    {
        int filters = H5P.get_nfilters(properties);
        for (uint i = 0; i < filters; i++)
        {
            uint flags = 0, config = 0;
            nint values = 0;
            byte[] text = new byte[MaxNameBytes];
            H5Z.filter_t filter = H5P.get_filter(properties, i, ref flags, ref values, [], MaxNameBytes, text, ref config);
            if (H5Z.filter_avail(filter) <= 0)
            {
                string called = System.Text.Encoding.UTF8.GetString(text).TrimEnd('\0');
                return $"is packed with filter {(int)filter} ({called}), which is not at hand; install its HDF5 plug-in";
            }
        }

        return null;
    }

    private static string? ExcessiveClaim(Hdf5File file, long[] extents, int elementBytes, long stored, bool filtered)
    {
        UInt128 claimed = (UInt128)(uint)elementBytes;
        foreach (long extent in extents)
        {
            claimed *= (UInt128)extent;
            if (claimed > long.MaxValue)
            {
                break;
            }
        }

        UInt128 possible = filtered ? (UInt128)stored * MaxRatio : (UInt128)stored;
        return stored > file.LengthBytes || claimed > possible
            ? $"claims {claimed:N0} bytes of data, of which the file stores {stored:N0}: truncated or damaged"
            : null;
    }

    /// <summary>Bytes of every chunk that one row touches: a chunk that leaves the cache half read would be unpacked again.</summary>
    private static UInt128 RowOfChunksBytes(long[] extents, long[] chunk, int elementBytes)
    {
        UInt128 bytes = chunk.Length == 0 ? 0 : (UInt128)(uint)elementBytes * (UInt128)chunk[0];
        for (int d = 1; d < chunk.Length && bytes <= long.MaxValue; d++)
        {
            UInt128 side = (UInt128)chunk[d];
            bytes *= ((UInt128)extents[d] + side - 1) / side * side;
        }

        return bytes;
    }

    private static string TooLargeChunks(long[] chunk, UInt128 rowBytes) =>
        $"is packed in chunks of {string.Join('x', chunk)}; one row of chunks takes {rowBytes:N0} bytes, more than the limit of {MaxCacheBytes:N0}; re-chunk it (h5repack)";
}
