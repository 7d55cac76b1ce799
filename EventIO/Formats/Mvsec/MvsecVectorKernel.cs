using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// Decodes four rows at a time where all four are right, of the interval and on the sensor; the first group that is not is left to
/// <see cref="MvsecRowCheck"/>. Gives bit for bit what that gives: the same subtraction, product and rounding to even.
/// </summary>
internal readonly struct MvsecVectorKernel
{
    /// <summary>Rows of a group.</summary>
    public const int Group = 4;

    /// <summary>2^52 + 2^51: added to a whole number below 2^51 in magnitude, it leaves that number in the low bits.</summary>
    private const double Magic = 6_755_399_441_055_744;

    /// <summary>Polarities of a group by the mask of positive ones.</summary>
    private static readonly uint[] Polarities = [.. Enumerable.Range(0, 1 << Group).Select(mask =>
        (uint)Enumerable.Range(0, Group).Sum(i => (long)(((mask >> i) & 1) == 1 ? 1u : 0xFFu) << (8 * i)))];
    private readonly Vector256<double> origin, fromUs, toUs, width, height;

    public MvsecVectorKernel(MvsecEventFilter filter)
    {
        origin = Vector256.Create(filter.OriginSeconds);
        fromUs = Vector256.Create((double)filter.FromUs);
        toUs = Vector256.Create((double)filter.ToUs);
        width = Vector256.Create((double)filter.Sensor.Width);
        height = Vector256.Create((double)filter.Sensor.Height);
    }

    /// <summary>Whether the processor has what the kernel needs.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Decodes rows from <paramref name="row"/> on, as long as groups are sound.</summary>
    /// <returns>Number of rows decoded, a multiple of <see cref="Group"/>; each gave an event.</returns>
    public int Decode(MvsecLanes lanes, int row, int end, ref MvsecTarget target, ref long earliestUs)
    {
        int groups = (end - row) / Group, stride = lanes.Stride;
        if (groups == 0 || stride is not (1 or 4))
        {
            return 0;
        }

        // The last element that is read lies in the block; from there on offsets are not checked again.
        _ = lanes.Values[lanes.Start(3) + ((row + (groups * Group) - 1) * stride)];
        ref double values = ref MemoryMarshal.GetReference(lanes.Values);
        ref double x = ref Unsafe.Add(ref values, lanes.Start(0) + (row * stride)), y = ref Unsafe.Add(ref values, lanes.Start(1) + (row * stride));
        ref double t = ref Unsafe.Add(ref values, lanes.Start(2) + (row * stride)), p = ref Unsafe.Add(ref values, lanes.Start(3) + (row * stride));
        Output output = new(target, groups * Group);
        Vector256<double> earliest = Vector256.Create(double.PositiveInfinity);
        int done = 0;
        for (; done < groups; done++)
        {
            nuint at = (nuint)(done * Group * stride);
            Vector256<double> vx, vy, vt, vp;
            if (stride == 1)
            {
                (vx, vy, vt, vp) = (Vector256.LoadUnsafe(ref x, at), Vector256.LoadUnsafe(ref y, at), Vector256.LoadUnsafe(ref t, at), Vector256.LoadUnsafe(ref p, at));
            }
            else
            {
                (vx, vy, vt, vp) = Transposed(ref x, at);
            }

            if (!TryStore(vx, vy, vt, vp, output, done * Group, ref earliest))
            {
                break;
            }
        }

        for (int i = 0; i < Group && done > 0; i++)
        {
            earliestUs = Math.Min(earliestUs, (long)earliest[i]);
        }

        target.Count += done * Group;
        return done * Group;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryStore(
        Vector256<double> x, Vector256<double> y, Vector256<double> t, Vector256<double> p, Output output, int at, ref Vector256<double> earliest)
    {
        Vector256<double> us = Avx.RoundToNearestInteger((t - origin) * Vector256.Create(1e6));
        Vector128<int> column = Avx.ConvertToVector128Int32WithTruncation(x), line = Avx.ConvertToVector128Int32WithTruncation(y);
        Vector256<double> on = Vector256.Equals(p, Vector256<double>.One);
        Vector256<double> sound =
            Vector256.LessThanOrEqual(Vector256.Abs(t), Vector256.Create(MvsecLayout.MaxTimeSeconds))
            & Vector256.LessThanOrEqual(Vector256.Abs(us), Vector256.Create(MvsecLayout.MaxSpanSeconds * 1e6))
            & Vector256.GreaterThanOrEqual(us, fromUs) & Vector256.LessThan(us, toUs)
            & Vector256.Equals(Avx.ConvertToVector256Double(column), x) & Vector256.GreaterThanOrEqual(x, Vector256<double>.Zero) & Vector256.LessThan(x, width)
            & Vector256.Equals(Avx.ConvertToVector256Double(line), y) & Vector256.GreaterThanOrEqual(y, Vector256<double>.Zero) & Vector256.LessThan(y, height)
            & (on | Vector256.Equals(p, Vector256<double>.Zero) | Vector256.Equals(p, -Vector256<double>.One));
        if (Avx.MoveMask(sound) != 0xF)
        {
            return false;
        }

        earliest = Vector256.Min(earliest, us);
        Vector256<long> times = (us + Vector256.Create(Magic)).AsInt64() - Vector256.Create(Magic).AsInt64();
        times.StoreUnsafe(ref output.TUs, (nuint)at);
        Vector128<ulong> pixels = Sse41.PackUnsignedSaturate(column, line).AsUInt64();
        Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref output.X, at)), pixels[0]);
        Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref output.Y, at)), pixels[1]);
        Unsafe.WriteUnaligned(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref output.Polarity, at)), Polarities[Avx.MoveMask(on)]);
        return true;
    }

    /// <summary>Four rows of four as four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> X, Vector256<double> Y, Vector256<double> T, Vector256<double> P) Transposed(ref double rows, nuint at)
    {
        Vector256<double> a = Vector256.LoadUnsafe(ref rows, at), b = Vector256.LoadUnsafe(ref rows, at + 4);
        Vector256<double> c = Vector256.LoadUnsafe(ref rows, at + 8), d = Vector256.LoadUnsafe(ref rows, at + 12);
        Vector256<double> xt01 = Avx.UnpackLow(a, b), yp01 = Avx.UnpackHigh(a, b), xt23 = Avx.UnpackLow(c, d), yp23 = Avx.UnpackHigh(c, d);
        return (
            Avx.Permute2x128(xt01, xt23, 0x20), Avx.Permute2x128(yp01, yp23, 0x20),
            Avx.Permute2x128(xt01, xt23, 0x31), Avx.Permute2x128(yp01, yp23, 0x31));
    }

    /// <summary>The target's room from its next free place on, checked once to hold so many events.</summary>
    private readonly ref struct Output(MvsecTarget target, int events)
    {
        public readonly ref long TUs = ref MemoryMarshal.GetReference(target.Room.TUs.Slice(target.Count, events));
        public readonly ref ushort X = ref MemoryMarshal.GetReference(target.Room.X.Slice(target.Count, events));
        public readonly ref ushort Y = ref MemoryMarshal.GetReference(target.Room.Y.Slice(target.Count, events));
        public readonly ref sbyte Polarity = ref MemoryMarshal.GetReference(target.Room.Polarity.Slice(target.Count, events));
    }
}
