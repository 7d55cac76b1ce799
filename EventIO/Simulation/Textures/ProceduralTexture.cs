namespace EventStereo.EventIO.Simulation.Textures;

/// <summary>The built-in textures: periodic patterns of random proportions, two random grey levels and a kind of structure.</summary>
internal static class ProceduralTexture
{
    private const double Black = 0.04;
    private const double White = 0.95;

    private delegate double Pattern(int x, int y);

    /// <summary>A random reflectance, uniform in its logarithm as the eye and the sensor see it.</summary>
    public static float Grey(RandomStream random) => (float)random.LogIn(new ValueRange(Black, White));

    /// <summary>One of the patterns at random, <paramref name="size"/> texels a side.</summary>
    public static MipTexture Random(int size, RandomStream random)
    {
        (double dark, double bright) = Greys(random);
        Pattern pattern = random.Index(12) switch
        {
            < 4 => FractalNoise(size, random),
            < 6 => Blocks(size, random),
            < 8 => Patches(size, random),
            < 10 => Dots(size, random),
            10 => Bars(size, random),
            _ => Checkers(size, random),
        };
        float[] texels = new float[size * size];
        double logRatio = Math.Log(bright / dark);
        for (int i = 0; i < texels.Length; i++)
        {
            texels[i] = (float)(dark * Math.Exp(logRatio * pattern(i % size, i / size)));
        }

        return new MipTexture(size, texels);
    }

    /// <summary>Two greys with at least a ratio of 1.5 between them.</summary>
    private static (double Dark, double Bright) Greys(RandomStream random)
    {
        double ratio = random.LogIn(new ValueRange(1.5, White / Black));
        double dark = random.LogIn(new ValueRange(Black, White / ratio));
        return (dark, dark * ratio);
    }

    /// <summary>Value noise summed over octaves whose weight falls by a random factor an octave; periodic.</summary>
    private static Pattern FractalNoise(int size, RandomStream random)
    {
        int coarsest = 2 << random.Index(4);
        double fall = 0.4 + (0.5 * random.Unit());
        float[] sum = new float[size * size];
        float weight = 1;
        for (int cells = coarsest; cells <= size / 2; cells *= 2, weight *= (float)fall)
        {
            AddOctave(sum, size, cells, weight, random.Bits());
        }

        (float low, float high) = (sum.Min(), sum.Max());
        return (x, y) => (sum[(y * size) + x] - low) / (high - low);
    }

    private static void AddOctave(float[] sum, int size, int cells, float weight, ulong key)
    {
        float[] lattice = new float[cells * cells];
        for (int i = 0; i < lattice.Length; i++)
        {
            lattice[i] = weight * (float)CounterRandom.Unit(key, (ulong)i);
        }

        int span = size / cells;
        float[] ease = new float[span];
        for (int i = 0; i < span; i++)
        {
            float f = i / (float)span;
            ease[i] = f * f * (3 - (2 * f));
        }

        for (int y = 0; y < size; y++)
        {
            int row0 = y / span * cells, row1 = ((y / span) + 1) % cells * cells;
            float fy = ease[y % span];
            for (int x = 0; x < size; x++)
            {
                int column0 = x / span, column1 = (column0 + 1) % cells;
                float fx = ease[x % span];
                float upper = lattice[row0 + column0] + (fx * (lattice[row0 + column1] - lattice[row0 + column0]));
                float lower = lattice[row1 + column0] + (fx * (lattice[row1 + column1] - lattice[row1 + column0]));
                sum[(y * size) + x] += upper + (fy * (lower - upper));
            }
        }
    }

    private static Pattern Checkers(int size, RandomStream random)
    {
        int columns = size / (4 << random.Index(4)), rows = size / (4 << random.Index(4));
        return (x, y) => ((x * columns / size) + (y * rows / size)) & 1;
    }

    /// <summary>Bars of random widths and greys, upright, level or diagonal: no period within the texture to mistake for another.</summary>
    private static Pattern Bars(int size, RandomStream random)
    {
        double[] profile = new double[size];
        int widest = 4 << random.Index(4);
        for (int at = 0; at < size;)
        {
            int end = Math.Min(size, at + 2 + random.Index(widest));
            profile.AsSpan(at, end - at).Fill(random.Unit());
            at = end;
        }

        (int alongX, int alongY) = random.Index(4) switch { 0 => (1, 0), 1 => (0, 1), 2 => (1, 1), _ => (1, -1) };
        return (x, y) => profile[((alongX * x) + (alongY * y) + size) % size];
    }

    /// <summary>Discs of one size on a jittered lattice.</summary>
    private static Pattern Dots(int size, RandomStream random)
    {
        int cells = size / (8 << random.Index(3)), span = size / cells;
        double radius = span * (0.15 + (0.3 * random.Unit()));
        ulong key = random.Bits();
        return (x, y) =>
        {
            int cell = (y / span * cells) + (x / span);
            double room = (span / 2.0) - radius;
            double dx = (x % span) + 0.5 - (span / 2.0) - (room * ((2 * CounterRandom.Unit(key, 2 * (ulong)cell)) - 1));
            double dy = (y % span) + 0.5 - (span / 2.0) - (room * ((2 * CounterRandom.Unit(key, (2 * (ulong)cell) + 1)) - 1));
            return (dx * dx) + (dy * dy) < radius * radius ? 1 : 0;
        };
    }

    /// <summary>Voronoi cells of random greys: straight edges in all directions (one seed a lattice cell, periodic).</summary>
    private static Pattern Patches(int size, RandomStream random)
    {
        int cells = size / (8 << random.Index(3)), span = size / cells;
        ulong key = random.Bits();
        return (x, y) =>
        {
            (double best, double grey) = (double.PositiveInfinity, 0);
            for (int n = 0; n < 9; n++)
            {
                int column = (x / span) + (n % 3) - 1, row = (y / span) + (n / 3) - 1;
                ulong cell = (ulong)((((row + cells) % cells) * cells) + ((column + cells) % cells));
                double dx = ((column + CounterRandom.Unit(key, 3 * cell)) * span) - x;
                double dy = ((row + CounterRandom.Unit(key, (3 * cell) + 1)) * span) - y;
                if ((dx * dx) + (dy * dy) < best)
                {
                    (best, grey) = ((dx * dx) + (dy * dy), CounterRandom.Unit(key, (3 * cell) + 2));
                }
            }

            return grey;
        };
    }

    /// <summary>Rectangles of random greys laid one over another, as on a shelf or a printed page.</summary>
    private static Pattern Blocks(int size, RandomStream random)
    {
        float[] canvas = new float[size * size];
        Array.Fill(canvas, (float)random.Unit());
        int count = 20 + random.Index(100);
        for (int i = 0; i < count; i++)
        {
            int width = 2 + random.Index(size / 4), height = 2 + random.Index(size / 4);
            int left = random.Index(size), top = random.Index(size);
            float grey = (float)random.Unit();
            for (int y = top; y < top + height; y++)
            {
                for (int x = left; x < left + width; x++)
                {
                    canvas[(y % size * size) + (x % size)] = grey;
                }
            }
        }

        return (x, y) => canvas[(y * size) + x];
    }
}
