using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>Bilinear sampling backwards: a value at a place between pixels goes to the four around it, by the kernel max(0, 1 - |a|) along x and y.</summary>
internal static class BilinearSpread
{
    /// <summary>Adds a value at a place; shares that fall outside the plane are lost.</summary>
    /// <param name="plane">[H, W] sums.</param>
    /// <param name="size">H and W.</param>
    /// <param name="x">Column, not necessarily whole or inside.</param>
    /// <param name="y">Row.</param>
    /// <param name="value">What is spread.</param>
    /// <returns>Whether any share fell into the plane.</returns>
    public static bool Add(Span<float> plane, SensorSize size, float x, float y, float value)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        float right = x - left, bottom = y - top;
        bool any = Put(plane, 0, 0, (1 - right) * (1 - bottom));
        any |= Put(plane, 1, 0, right * (1 - bottom));
        any |= Put(plane, 0, 1, (1 - right) * bottom);
        return any | Put(plane, 1, 1, right * bottom);

        bool Put(Span<float> target, int dx, int dy, float share)
        {
            float column = left + dx, row = top + dy;

            // Written so that NaN, the place of a pixel that rectification does not reach, fails too.
            if (!(share > 0 && column >= 0 && column < size.Width && row >= 0 && row < size.Height))
            {
                return false;
            }

            target[((int)row * size.Width) + (int)column] += share * value;
            return true;
        }
    }
}
