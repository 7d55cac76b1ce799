using System.Runtime.InteropServices;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>An HDF5 file opened for reading. Links that lead to other files are not followed.</summary>
internal sealed class Hdf5File : IDisposable
{
    private const int MaxLinks = 4096;
    private const int MaxNameBytes = 4096;
    private readonly Hdf5Id id;
    private readonly Lazy<SafeFileHandle> bytes;

    private Hdf5File(string path, long lengthBytes, Hdf5Id id)
    {
        Path = path;
        LengthBytes = lengthBytes;
        this.id = id;
        bytes = new Lazy<SafeFileHandle>(() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
    }

    public string Path { get; }

    public long LengthBytes { get; }

    internal long Id => id;

    /// <summary>Scratch space of this file's readers.</summary>
    internal ScratchPool Scratches { get; } = new();

    /// <summary>The file for reading bytes at known places.</summary>
    internal SafeFileHandle Bytes => bytes.Value;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not HDF5, or damaged or truncated.</exception>
    public static Hdf5File Open(string path)
    {
        long lengthBytes;
        using (FileStream stream = File.OpenRead(path))
        {
            lengthBytes = stream.CanSeek ? stream.Length : 0;
            if (lengthBytes == 0 || Hdf5Signature.Find(stream) is not long superblock)
            {
                throw new InvalidDataException($"{path}: not an HDF5 file (it has no HDF5 signature)");
            }

            Hdf5StructureCheck.Run(stream, superblock);
        }

        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id access = new(H5P.create(H5P.FILE_ACCESS), H5P.close);
        _ = H5P.set_fclose_degree(access, H5F.close_degree_t.STRONG);
        Hdf5Id file = new(H5F.open(path, H5F.ACC_RDONLY, access), H5F.close);
        return file.IsValid
            ? new Hdf5File(path, lengthBytes, file)
            : throw new InvalidDataException($"{path}: the HDF5 file does not open: {Hdf5Library.LastError()}");
    }

    /// <summary>Whether an object lies under the absolute <paramref name="name"/>, every step of it in this file.</summary>
    public bool Exists(string name)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        for (int end = name.IndexOf('/', 1); ; end = name.IndexOf('/', end + 1))
        {
            string part = end < 0 ? name : name[..end];
            H5L.info_t info = default;
            if (H5L.exists(id, part) <= 0 || H5L.get_info(id, part, ref info) < 0 || info.type is not (H5L.type_t.HARD or H5L.type_t.SOFT))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }
        }
    }

    /// <summary>What <paramref name="name"/> is; <see cref="H5I.type_t.BADID"/> if it does not open.</summary>
    public H5I.type_t KindOf(string name)
    {
        if (!Exists(name))
        {
            return H5I.type_t.BADID;
        }

        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id item = new(H5O.open(id, name), H5O.close);
        return item.IsValid ? H5I.get_type(item) : H5I.type_t.BADID;
    }

    /// <summary>Names in a group, in order of name; the first 4,096 of them.</summary>
    public IReadOnlyList<string> NamesIn(string group)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        H5G.info_t info = default;
        if (H5G.get_info_by_name(id, group, ref info) < 0)
        {
            throw new InvalidDataException($"{Path}: {group} is not a group: {Hdf5Library.LastError()}");
        }

        List<string> names = [];
        nint buffer = Marshal.AllocHGlobal(MaxNameBytes);
        try
        {
            for (ulong i = 0; i < Math.Min(info.nlinks, MaxLinks); i++)
            {
                nint length = H5L.get_name_by_idx(id, group, H5.index_t.NAME, H5.iter_order_t.INC, i, buffer, MaxNameBytes, H5P.DEFAULT);
                if (length is > 0 and < MaxNameBytes)
                {
                    names.Add(Marshal.PtrToStringUTF8(buffer, (int)length));
                }
            }
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }

        return names;
    }

    /// <exception cref="InvalidDataException">There is none, or it does not open, or it is stored outside this file.</exception>
    public Hdf5Dataset OpenDataset(string name) => Hdf5Dataset.Open(this, name, toRead: true);

    /// <summary>Opens a data set for its shape and type; it may be one that cannot be read here.</summary>
    public Hdf5Dataset OpenDescription(string name) => Hdf5Dataset.Open(this, name, toRead: false);

    public void Dispose()
    {
        if (bytes.IsValueCreated)
        {
            bytes.Value.Dispose();
        }

        Scratches.Dispose();
        id.Dispose();
    }
}
