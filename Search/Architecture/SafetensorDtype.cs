namespace EventStereo.Search.Architecture;

/// <summary>Element type of a stored tensor, named as the format names it.</summary>
public enum SafetensorDtype
{
    /// <summary>One byte, 0 or 1.</summary>
    BOOL,

    /// <summary>Unsigned, 1 byte.</summary>
    U8,

    /// <summary>Signed, 1 byte.</summary>
    I8,

    /// <summary>Unsigned, 2 bytes.</summary>
    U16,

    /// <summary>Signed, 2 bytes.</summary>
    I16,

    /// <summary>Half-precision float, 2 bytes.</summary>
    F16,

    /// <summary>Brain float, 2 bytes.</summary>
    BF16,

    /// <summary>Unsigned, 4 bytes.</summary>
    U32,

    /// <summary>Signed, 4 bytes.</summary>
    I32,

    /// <summary>Single-precision float, 4 bytes.</summary>
    F32,

    /// <summary>Unsigned, 8 bytes.</summary>
    U64,

    /// <summary>Signed, 8 bytes.</summary>
    I64,

    /// <summary>Double-precision float, 8 bytes.</summary>
    F64,
}
