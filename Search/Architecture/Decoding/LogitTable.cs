namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// An immutable table of finite logits, rows times columns, each row one choice among its columns: alpha (rows are the edges of a <see cref="Space.CellSpace"/>, columns its operations),
/// beta (row <c>layer * levels + level</c> of a <see cref="Space.TrellisSpace"/>, columns its moves), gamma (rows are neurons, columns their candidates). Equal by value.
/// </summary>
public sealed class LogitTable : IEquatable<LogitTable>
{
    /// <summary>In place of a draw of 0, which a seeded generator makes once in two billion, and whose noise is infinite; its other draws are larger.</summary>
    private const double LeastDraw = 1e-16;

    private readonly double[] values;

    /// <summary>Makes a table of <paramref name="values"/>, row by row.</summary>
    /// <exception cref="ArgumentException">Not one value for each place, or one that is not finite.</exception>
    public LogitTable(int rows, int columns, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{values.Length} values are not {rows} rows of {columns}", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"the logit of row {i / columns}, column {i % columns} is {values[i]}", nameof(values));
            }
        }

        (Rows, Columns, this.values) = (rows, columns, values.ToArray());
    }

    /// <summary>Makes a table of single-precision <paramref name="values"/>, row by row.</summary>
    /// <exception cref="ArgumentException">Not one value for each place, or one that is not finite.</exception>
    public LogitTable(int rows, int columns, ReadOnlySpan<float> values)
        : this(rows, columns, Widened(values))
    {
    }

    /// <summary>Choices.</summary>
    public int Rows { get; }

    /// <summary>Candidates of each choice, at least one.</summary>
    public int Columns { get; }

    /// <summary>All logits, row by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The logit of a candidate.</summary>
    public double this[int row, int column] => Row(row)[column];

    /// <summary>The logits of one choice.</summary>
    public ReadOnlySpan<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return values.AsSpan(row * Columns, Columns);
    }

    /// <summary>The table of <paramref name="count"/> rows from <paramref name="first"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public LogitTable Part(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Rows - count);
        return new LogitTable(count, Columns, values.AsSpan(first * Columns, count * Columns));
    }

    /// <summary>
    /// The logits divided by <paramref name="temperature"/> with Gumbel noise added: a row's largest is then a candidate drawn by the row's softmax probabilities. Source: the Gumbel-max trick, as in
    /// Maddison et al., "A* sampling", NeurIPS 2014.
    /// </summary>
    public LogitTable WithGumbelNoise(Random random, double temperature)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        return new LogitTable(Rows, Columns, Array.ConvertAll(values, logit => (logit / temperature) - Math.Log(-Math.Log(1 - Math.Max(random.NextDouble(), LeastDraw)))));
    }

    /// <inheritdoc/>
    public bool Equals(LogitTable? other) => other is not null && Rows == other.Rows && Columns == other.Columns && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogitTable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Columns, values.Length > 0 ? values[0] : 0);

    private static double[] Widened(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
