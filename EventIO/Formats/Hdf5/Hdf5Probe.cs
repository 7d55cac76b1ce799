namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>Tells layouts of HDF5 files apart.</summary>
internal static class Hdf5Probe
{
    /// <summary>Whether the file begins as HDF5, damaged or not.</summary>
    public static bool IsHdf5(FileProbe file)
    {
        using MemoryStream head = new(file.Head.ToArray(), writable: false);
        return Hdf5Signature.IsIn(head);
    }

    /// <summary>Whether the file is sound HDF5 and holds an object under the absolute <paramref name="name"/>.</summary>
    public static bool Holds(FileProbe file, string name)
    {
        if (!IsHdf5(file))
        {
            return false;
        }

        try
        {
            using Hdf5File hdf5 = Hdf5File.Open(file.Path);
            return hdf5.Exists(name);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
