namespace EventStereo.EventIO.Tests;

/// <summary>
/// A set of nine views in Middlebury's layout whose every view is known exactly: a textured wall of <see cref="WallStepPx"/> a view
/// and before it a board of <see cref="BoardStepPx"/>, which fills columns 24 to 39 and rows 8 to 23 of view 2.
/// </summary>
internal static class MiddleburyScene
{
    public const int Width = 96, Height = 32;
    public const float WallStepPx = 1, BoardStepPx = 2.5f;
    private const double Black = 0.02;

    /// <summary>Writes im0 to im8, disp2 and disp6 as PGM; view 8 has <paramref name="blackColumns"/> black ones on its left, view 7 is darker by <paramref name="dimmed"/>.</summary>
    public static void Write(string folder, int scale = 4, int blackColumns = 0, double dimmed = 1)
    {
        Directory.CreateDirectory(folder);
        for (int view = 0; view <= 8; view++)
        {
            int place = view;
            Pgm(Path.Combine(folder, $"im{view}.pgm"), (x, y) => place == 8 && x < blackColumns ? (byte)0 : Grey(Light(place, x, y) * (place == 7 ? dimmed : 1)));
        }

        foreach (int view in (int[])[2, 6])
        {
            Pgm(Path.Combine(folder, $"disp{view}.pgm"), (x, y) => (byte)(scale * 4 * StepPx(view, x, y)));
        }
    }

    /// <summary>Disparity from one view to the next of what is seen from <paramref name="place"/>.</summary>
    public static float StepPx(double place, double x, int y)
    {
        double onBoard = x + (BoardStepPx * (place - 2));
        return onBoard is >= 23.5 and < 39.5 && y is >= 8 and < 24 ? BoardStepPx : WallStepPx;
    }

    /// <summary>Light of what is seen from <paramref name="place"/>, in parts of white.</summary>
    public static double Light(double place, double x, int y)
    {
        float step = StepPx(place, x, y);
        double u = x + (step * (place - 2));
        return 0.45 + (0.15 * Math.Sin((0.9 * u) + (0.4 * y) + step)) + (0.15 * Math.Sin((0.37 * u) - (0.8 * y)));
    }

    public static void Pgm(string path, Func<int, int, byte> value)
    {
        byte[] pixels = new byte[Width * Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = value(i % Width, i / Width);
        }

        File.WriteAllBytes(path, [.. System.Text.Encoding.ASCII.GetBytes($"P5\n# made by a test\n{Width} {Height}\n255\n"), .. pixels]);
    }

    /// <summary>The grey level whose light, with the display's gamma of 2.2 undone, is nearest.</summary>
    private static byte Grey(double light) => (byte)Math.Round(255 * Math.Pow((light - Black) / (1 - Black), 1 / 2.2));
}
