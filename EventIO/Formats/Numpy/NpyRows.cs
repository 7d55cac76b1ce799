using System.Globalization;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// An array of numpy as rows: one number a row for shape (N,), the columns for (N, C), the fields of a structured type for (N,). Arrays of
/// more dimensions have their shape and no fields. The header is believed in nothing but what the container's length bears out.
/// </summary>
internal sealed record NpyRows
{
    private const int MaxFields = 1024;
    private const int MaxRowBytes = 65_536;

    /// <summary>Extents.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>The numbers of a row that are of a type that is read.</summary>
    public required IReadOnlyList<NpyField> Fields { get; init; }

    /// <summary>Bytes from a row to the next.</summary>
    public required int RowBytes { get; init; }

    /// <summary>Bytes of the header, before the first row.</summary>
    public required int HeaderBytes { get; init; }

    /// <summary>Whether the element type is a structured one.</summary>
    public required bool Structured { get; init; }

    /// <summary>Number of rows; 1 for a scalar.</summary>
    public long Count => Shape.Count == 0 ? 1 : Shape[0];

    /// <summary>Reads a header from the beginning of an array.</summary>
    /// <param name="stream">At the array's beginning, and after it at the first row.</param>
    /// <param name="length">Bytes of header and data together, as the container states them.</param>
    /// <param name="name">File and entry, for messages.</param>
    /// <exception cref="InvalidDataException">Not an NPY array, of a type or order that is not read, or of another length.</exception>
    public static NpyRows Read(Stream stream, long length, string name)
    {
        string text = NpyHeader.ReadText(stream, name, out int headerBytes);
        if (PythonLiteral.Dictionary(text) is not { Count: 3 } header || !header.TryGetValue("descr", out object? descr)
            || !header.TryGetValue("fortran_order", out object? order) || order is not bool fortran
            || !header.TryGetValue("shape", out object? extents) || extents is not List<object> list || !list.TrueForAll(extent => extent is long))
        {
            throw new InvalidDataException($"{name}: not an NPY header: {TextExcerpt.Of(text)}");
        }

        long[] shape = [.. list.Cast<long>()];
        if (fortran && shape.Length > 1)
        {
            throw new InvalidDataException($"{name}: an array in Fortran order; save numpy.ascontiguousarray of it");
        }

        (List<NpyField> fields, int itemBytes) = descr is string plain ? Plain(plain, name) : Structure(descr, name);
        int columns = shape.Length == 2 && shape[1] <= MaxFields ? (int)shape[1] : 1;
        if (shape.Length == 2 && fields.Count == 1 && descr is string)
        {
            fields = [.. Enumerable.Range(0, columns).Select(column => new NpyField(string.Empty, fields[0].Type, column * itemBytes))];
        }

        UInt128 bytes = shape.Aggregate((UInt128)(uint)itemBytes, (product, extent) => product > long.MaxValue ? product : product * (UInt128)extent);
        return bytes + (uint)headerBytes == (UInt128)length
            ? new NpyRows { Shape = shape, Fields = shape.Length <= 2 ? fields : [], RowBytes = columns * itemBytes, HeaderBytes = headerBytes, Structured = descr is not string }
            : throw new InvalidDataException($"{name}: {length:N0} bytes, which is not what its shape ({string.Join(", ", shape)}) takes");
    }

    private static (List<NpyField> Fields, int ItemBytes) Plain(string descr, string name) => NpyNumber.Parse(descr) is NpyNumber type
        ? ([new NpyField(string.Empty, type, 0)], type.Bytes)
        : SizeOf(descr) is int bytes and > 0
            ? ([], bytes)
            : throw new InvalidDataException($"{name}: elements are {TextExcerpt.Of(descr)}; little-endian integers, floats and booleans are read");

    /// <summary>The fields of a structured type: a list of (name, type) and, for an array in a field, its shape.</summary>
    private static (List<NpyField> Fields, int ItemBytes) Structure(object descr, string name)
    {
        List<NpyField> fields = [];
        long offset = 0;
        foreach (object part in descr is List<object> { Count: > 0 and <= MaxFields } parts ? parts : [descr])
        {
            if (part is not List<object> { Count: 2 or 3 } field || field[0] is not string fieldName || field[1] is not string type
                || (NpyNumber.Parse(type)?.Bytes ?? SizeOf(type)) is not (> 0 and int bytes))
            {
                throw new InvalidDataException($"{name}: a structured type with a field that is not read; numbers with a name each are");
            }

            if (field.Count == 2 && NpyNumber.Parse(type) is NpyNumber number)
            {
                fields.Add(new NpyField(fieldName, number, (int)offset));
            }

            offset += (field.Count == 3 ? Elements(field[2]) : 1) * bytes;
            if (offset > MaxRowBytes)
            {
                throw new InvalidDataException($"{name}: rows of more than {MaxRowBytes:N0} bytes");
            }
        }

        return (fields, (int)offset);
    }

    /// <summary>Number of elements of an array in a field; more than is read for what is none.</summary>
    private static long Elements(object shape) => shape switch
    {
        long extent => Math.Min(extent, MaxRowBytes + 1),
        List<object> extents => extents.Aggregate(1L, (product, extent) => extent is long n ? Math.Min(product * Math.Min(n, MaxRowBytes + 1), MaxRowBytes + 1) : MaxRowBytes + 1),
        _ => MaxRowBytes + 1,
    };

    /// <summary>Bytes of an element that is not read but can be passed over: texts, raw bytes and the other byte order; null for a Python object.</summary>
    private static int? SizeOf(string descr) =>
        descr.Length is > 2 and < 8 && descr[0] is '<' or '>' or '|' && "iufcbSUVMm".Contains(descr[1], StringComparison.Ordinal)
            && int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? (int)Math.Min((long)size * (descr[1] == 'U' ? 4 : 1), MaxRowBytes + 1)
            : null;
}
