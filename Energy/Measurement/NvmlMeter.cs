using System.Runtime.InteropServices;

namespace EventStereo.Energy.Measurement;

/// <summary>
/// The energy counter of an NVIDIA GPU through its management library: <c>nvmlDeviceGetTotalEnergyConsumption</c>, millijoules since the
/// driver was loaded (Volta or newer; NVML API reference, device queries).
/// </summary>
public sealed class NvmlMeter : IEnergyMeter
{
    private const string Library = "libnvidia-ml.so.1";
    private const double JoulesPerMj = 1e-3;
    private readonly nint library;
    private readonly nint device;
    private readonly unsafe delegate* unmanaged<nint, ulong*, int> readMj;
    private readonly ulong firstMj;

    private unsafe NvmlMeter(nint library, nint device, uint index, delegate* unmanaged<nint, ulong*, int> readMj, ulong firstMj)
    {
        this.library = library;
        this.device = device;
        this.readMj = readMj;
        this.firstMj = firstMj;
        Name = $"GPU {index}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens the meter of a GPU; null, with the reason, where there is none.</summary>
    /// <param name="index">Number of the GPU.</param>
    /// <param name="reason">Why there is no meter; empty if there is one.</param>
    public static unsafe NvmlMeter? TryOpen(uint index, out string reason)
    {
        if (!NativeLibrary.TryLoad(Library, out nint library))
        {
            reason = $"no GPU energy counter: {Library} is not installed";
            return null;
        }

        reason = "no GPU energy counter: the management library lacks it or finds no such GPU";
        if (NativeLibrary.TryGetExport(library, "nvmlInit_v2", out nint init)
            && NativeLibrary.TryGetExport(library, "nvmlDeviceGetHandleByIndex_v2", out nint find)
            && NativeLibrary.TryGetExport(library, "nvmlDeviceGetTotalEnergyConsumption", out nint read))
        {
            nint device = 0;
            ulong firstMj = 0;
            var readMj = (delegate* unmanaged<nint, ulong*, int>)read;
            if (((delegate* unmanaged<int>)init)() == 0 && ((delegate* unmanaged<uint, nint*, int>)find)(index, &device) == 0 && readMj(device, &firstMj) == 0)
            {
                reason = "";
                return new NvmlMeter(library, device, index, readMj, firstMj);
            }
        }

        NativeLibrary.Free(library);
        return null;
    }

    /// <inheritdoc/>
    public unsafe double ReadJoules()
    {
        ulong nowMj = 0;
        int status = readMj(device, &nowMj);
        return status == 0
            ? (nowMj - firstMj) * JoulesPerMj
            : throw new InvalidOperationException($"the GPU's energy counter does not read (NVML status {status})");
    }

    /// <summary>Lets the management library go.</summary>
    public void Dispose() => NativeLibrary.Free(library);
}
