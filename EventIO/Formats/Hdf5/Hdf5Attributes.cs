using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>Reads attributes of a file's root; absent is null, of another type or shape is an error.</summary>
internal static unsafe class Hdf5Attributes
{
    private const int MaxTextBytes = 1 << 20;

    public static double? ReadNumber(Hdf5File file, string name)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        if (!Exists(file, name))
        {
            return null;
        }

        using Hdf5Id attribute = new(H5A.open(file.Id, name), H5A.close);
        using Hdf5Id type = new(H5A.get_type(attribute), H5T.close);
        using Hdf5Id space = new(H5A.get_space(attribute), H5S.close);
        double value = 0;
        if (H5T.get_class(type) is not (H5T.class_t.FLOAT or H5T.class_t.INTEGER) || !Hdf5NumberType.IsSound(type)
            || H5S.get_simple_extent_npoints(space) != 1
            || H5A.read(attribute, H5T.NATIVE_DOUBLE, (nint)(&value)) < 0 || !double.IsFinite(value))
        {
            throw new InvalidDataException($"{file.Path}: attribute {name} is not one finite number");
        }

        return value;
    }

    /// <summary>A text of fixed length, as <see cref="Hdf5OutputFile.SetAttribute(string, string)"/> writes it.</summary>
    public static string? ReadText(Hdf5File file, string name)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        if (!Exists(file, name))
        {
            return null;
        }

        using Hdf5Id attribute = new(H5A.open(file.Id, name), H5A.close);
        using Hdf5Id type = new(H5A.get_type(attribute), H5T.close);
        using Hdf5Id space = new(H5A.get_space(attribute), H5S.close);
        nint length = H5T.get_size(type);
        if (H5T.get_class(type) != H5T.class_t.STRING || H5T.is_variable_str(type) != 0 || length is < 1 or > MaxTextBytes
            || H5S.get_simple_extent_npoints(space) != 1)
        {
            throw new InvalidDataException($"{file.Path}: attribute {name} is not a text of fixed length");
        }

        byte[] text = new byte[length];
        fixed (byte* target = text)
        {
            return H5A.read(attribute, type, (nint)target) < 0
                ? throw new InvalidDataException($"{file.Path}: attribute {name} does not read: {Hdf5Library.LastError()}")
                : System.Text.Encoding.UTF8.GetString(text).TrimEnd('\0');
        }
    }

    private static bool Exists(Hdf5File file, string name)
    {
        int found = H5A.exists(file.Id, name);
        return found >= 0 ? found > 0 : throw new InvalidDataException($"{file.Path}: the attributes do not read, {name} among them: {Hdf5Library.LastError()}");
    }
}
