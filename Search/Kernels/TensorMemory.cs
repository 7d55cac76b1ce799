using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace EventStereo.Search.Kernels;

/// <summary>The memory of a contiguous float tensor on the CPU as a span, for the kernels; valid while the tensor lives.</summary>
public static class TensorMemory
{
    /// <summary>All elements of <paramref name="tensor"/>, which must be contiguous float32 on the CPU.</summary>
    public static Span<float> Floats(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.dtype != ScalarType.Float32 || tensor.device.type != TorchSharp.DeviceType.CPU || !tensor.is_contiguous())
        {
            throw new ArgumentException($"needs a contiguous float32 tensor on the CPU, not {tensor.dtype} on {tensor.device}", nameof(tensor));
        }

        return MemoryMarshal.Cast<byte, float>(tensor.bytes);
    }
}
