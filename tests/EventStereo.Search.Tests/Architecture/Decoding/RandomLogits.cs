using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture.Decoding;

/// <summary>Tables of logits for tests.</summary>
internal static class RandomLogits
{
    /// <summary>Normally spread logits of a seed.</summary>
    public static LogitTable Of(int rows, int columns, int seed, double spread = 1)
    {
        Random random = new(seed);
        return new LogitTable(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))]);
    }

    /// <summary>The logits of rows of probabilities.</summary>
    public static LogitTable OfProbabilities(params double[][] rows) => new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row).Select(p => Math.Log(p))]);
}
