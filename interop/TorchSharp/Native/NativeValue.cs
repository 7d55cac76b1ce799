using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One argument or result as the native side lays it out: kind, count of a list (or a device's index), the 64-bit value, and the bytes that a result tensor alone holds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueKind Kind;
    public long Count;
    public long Bits;
    public long Bytes;
}
