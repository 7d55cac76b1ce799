using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Shape, type and storage of a data set, checked: stored in this file, filters at hand, no more elements than the
/// stored bytes can unpack to, chunks small enough to cache.
/// </summary>
internal sealed record Hdf5DatasetLayout(
    IReadOnlyList<long> Extents, H5T.class_t Class, int ElementBytes, IReadOnlyList<long> Chunk, long StoredBytes, long CacheBytes)
{
    /// <summary>Slots of the chunk cache's hash table, a prime well above the number of chunks cached.</summary>
    public const int CacheSlots = 12_421;

    /// <summary>Deflate packs at most 1,032 to 1 (zlib's technical notes); what claims more is damaged or hostile.</summary>
    private const long MaxRatio = 1_100;
    private const long MaxCacheBytes = 256L << 20;
    private const long MinCacheBytes = 4L << 20;
    private const int MaxNameBytes = 64;

    public static Hdf5DatasetLayout Read(Hdf5File file, string name, Hdf5Id dataset)
    {
        using Hdf5Id type = new(H5D.get_type(dataset), H5T.close);
        using Hdf5Id properties = new(H5D.get_create_plist(dataset), H5P.close);
        long[] extents = ReadExtents(file, name, dataset);
        int elementBytes = (int)Math.Min(H5T.get_size(type), int.MaxValue);
        H5D.layout_t layout = H5P.get_layout(properties);
        if (layout == H5D.layout_t.VIRTUAL || H5P.get_external_count(properties) > 0)
        {
            throw new InvalidDataException($"{file.Path}: {name} is stored in other files, which is not supported");
        }

        long[] chunk = [];
        if (layout == H5D.layout_t.CHUNKED)
        {
            ulong[] sides = new ulong[extents.Length];
            _ = H5P.get_chunk(properties, sides.Length, sides);
            chunk = Array.ConvertAll(sides, side => (long)side);
        }

        bool filtered = CheckFilters(file, name, properties);
        long stored = (long)Math.Min(H5D.get_storage_size(dataset), long.MaxValue);
        CheckClaim(file, name, extents, elementBytes, stored, filtered);
        return new Hdf5DatasetLayout(extents, H5T.get_class(type), elementBytes, chunk, stored, CacheFor(file, name, extents, chunk, elementBytes, filtered));
    }

    private static unsafe long[] ReadExtents(Hdf5File file, string name, Hdf5Id dataset)
    {
        using Hdf5Id space = new(H5D.get_space(dataset), H5S.close);
        if (H5S.get_simple_extent_type(space) == H5S.class_t.NULL)
        {
            throw new InvalidDataException($"{file.Path}: {name} holds nothing");
        }

        ulong[] extents = new ulong[H5S.get_simple_extent_ndims(space)];
        fixed (ulong* target = extents)
        {
            _ = H5S.get_simple_extent_dims(space, target, null);
        }

        return Array.ConvertAll(extents, extent => extent <= long.MaxValue
            ? (long)extent
            : throw new InvalidDataException($"{file.Path}: {name} claims an extent of {extent}"));
    }

    /// <summary>Whether there is a filter; throws if one of them is not at hand.</summary>
    private static bool CheckFilters(Hdf5File file, string name, Hdf5Id properties)
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
                throw new InvalidDataException($"{file.Path}: {name} is packed with filter {(int)filter} ({called}), which is not at hand; install its HDF5 plug-in");
            }
        }

        return filters > 0;
    }

    private static void CheckClaim(Hdf5File file, string name, long[] extents, int elementBytes, long stored, bool filtered)
    {
        UInt128 claimed = (UInt128)(uint)elementBytes;
        foreach (long extent in extents)
        {
            claimed = checked(claimed * (UInt128)extent);
            if (claimed > long.MaxValue)
            {
                break;
            }
        }

        UInt128 possible = filtered ? (UInt128)stored * MaxRatio : (UInt128)stored;
        if (stored > file.LengthBytes || claimed > possible)
        {
            throw new InvalidDataException($"{file.Path}: {name} claims {claimed:N0} bytes of data, of which the file stores {stored:N0}: truncated or damaged");
        }
    }

    /// <summary>Room for every chunk that one row touches: a chunk that leaves the cache half read would be unpacked again.</summary>
    private static long CacheFor(Hdf5File file, string name, long[] extents, long[] chunk, int elementBytes, bool filtered)
    {
        if (chunk.Length == 0)
        {
            return MinCacheBytes;
        }

        UInt128 bytes = (UInt128)(uint)elementBytes * (UInt128)chunk[0];
        for (int d = 1; d < chunk.Length && bytes <= long.MaxValue; d++)
        {
            bytes *= (UInt128)((extents[d] + chunk[d] - 1) / chunk[d] * chunk[d]);
        }

        if (bytes > MaxCacheBytes)
        {
            return filtered
                ? throw new InvalidDataException($"{file.Path}: {name} is packed in chunks of {string.Join('x', chunk)}; one row of chunks takes {bytes:N0} bytes, more than the limit of {MaxCacheBytes:N0}; re-chunk it (h5repack)")
                : MinCacheBytes;
        }

        return Math.Max((long)bytes * 2, MinCacheBytes);
    }
}
