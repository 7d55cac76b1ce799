using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Simulation.Textures;

/// <summary>
/// Reflectance over a plane that repeats without end, at all scales: a pyramid of box-filtered halves (Williams, "Pyramidal
/// parametrics", SIGGRAPH 1983), read bilinearly within and linearly between its levels, so that what is finer than a pixel
/// neither sparkles nor jumps and makes no false events.
/// </summary>
internal sealed class MipTexture
{
    private readonly float[][] levels;
    private readonly int log2Size;

    /// <summary>Makes the pyramid over a square image whose side is a power of two; takes the array.</summary>
    public MipTexture(int size, float[] reflectance)
    {
        if (!System.Numerics.BitOperations.IsPow2(size) || reflectance.Length != size * size)
        {
            throw new ArgumentException($"a texture needs a square of a power of two, not {reflectance.Length} values of side {size}", nameof(reflectance));
        }

        Size = size;
        log2Size = System.Numerics.BitOperations.Log2((uint)size);
        levels = new float[log2Size + 1][];
        levels[0] = reflectance;
        for (int level = 1; level <= log2Size; level++)
        {
            levels[level] = Halve(levels[level - 1], size >> level);
        }

        IsUniform = reflectance.AsSpan().IndexOfAnyExcept(reflectance[0]) < 0;
    }

    /// <summary>Texels a side; the texture repeats after as many.</summary>
    public int Size { get; }

    /// <summary>Whether it is one colour.</summary>
    public bool IsUniform { get; }

    /// <summary>The mean reflectance.</summary>
    public float Mean => levels[log2Size][0];

    /// <summary>A texture of one colour.</summary>
    public static MipTexture Uniform(float reflectance) => new(1, [reflectance]);

    /// <summary>
    /// The reflectance at (u, v) in texels, averaged over about <paramref name="texelsPerPixel"/> texels.
    /// </summary>
    public float Sample(double u, double v, float texelsPerPixel)
    {
        if (IsUniform)
        {
            return levels[0][0];
        }

        if (texelsPerPixel <= 1)
        {
            return Bilinear(0, u, v);
        }

        // log2 from the float's own exponent and, in place of its logarithm, its mantissa: continuous and rising, which is
        // all that blending the levels asks for.
        int bits = BitConverter.SingleToInt32Bits(texelsPerPixel);
        int level = (bits >> 23) - 127;
        if (level >= log2Size)
        {
            return Mean;
        }

        float blend = (bits & 0x7FFFFF) * (1f / 0x800000);
        float fine = Bilinear(level, u, v);
        return fine + (blend * (Bilinear(level + 1, u, v) - fine));
    }

    private static float[] Halve(float[] source, int size)
    {
        float[] half = new float[size * size];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                int at = (4 * y * size) + (2 * x);
                half[(y * size) + x] = 0.25f * (source[at] + source[at + 1] + source[at + (2 * size)] + source[at + (2 * size) + 1]);
            }
        }

        return half;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Bilinear(int level, double u, double v)
    {
        double scale = 1.0 / (1 << level);
        double x = (u * scale) - 0.5, y = (v * scale) - 0.5;
        double left = Math.Floor(x), top = Math.Floor(y);
        float fx = (float)(x - left), fy = (float)(y - top);
        int shift = log2Size - level;
        int mask = (1 << shift) - 1;
        int x0 = (int)(long)left & mask, x1 = (x0 + 1) & mask;
        int y0 = ((int)(long)top & mask) << shift, y1 = (((int)(long)top + 1) & mask) << shift;

        // Masked as they are, the four indices lie within the level.
        ref float texels = ref MemoryMarshal.GetArrayDataReference(levels[level]);
        float upperLeft = Unsafe.Add(ref texels, y0 + x0), lowerLeft = Unsafe.Add(ref texels, y1 + x0);
        float upper = upperLeft + (fx * (Unsafe.Add(ref texels, y0 + x1) - upperLeft));
        float lower = lowerLeft + (fx * (Unsafe.Add(ref texels, y1 + x1) - lowerLeft));
        return upper + (fy * (lower - upper));
    }
}
