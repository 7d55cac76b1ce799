namespace EventStereo.EventIO.Calibration;

/// <summary>A rotation as a matrix [3, 3], row by row.</summary>
public sealed class RotationMatrix
{
    /// <summary>How far R R' may be from 1: calibration files round to eight digits or so.</summary>
    private const double Tolerance = 1e-4;
    private readonly double[] values;

    /// <summary>Makes a rotation.</summary>
    /// <param name="values">[3, 3], orthonormal to 1e-4, of determinant 1.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public RotationMatrix(ReadOnlySpan<double> values)
    {
        this.values = IsRotation(values)
            ? values.ToArray()
            : throw new ArgumentException("the matrix is no rotation (3 x 3, orthonormal, determinant 1)", nameof(values));
    }

    /// <summary>No rotation.</summary>
    public static RotationMatrix Identity { get; } = new([1, 0, 0, 0, 1, 0, 0, 0, 1]);

    /// <summary>[3, 3], row by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Whether nine numbers are a rotation.</summary>
    public static bool IsRotation(ReadOnlySpan<double> values)
    {
        if (values.Length != 9)
        {
            return false;
        }

        for (int i = 0; i < 3; i++)
        {
            for (int j = i; j < 3; j++)
            {
                double product = (values[3 * i] * values[3 * j]) + (values[(3 * i) + 1] * values[(3 * j) + 1]) + (values[(3 * i) + 2] * values[(3 * j) + 2]);

                // Written so that NaN fails too.
                if (!(Math.Abs(product - (i == j ? 1 : 0)) <= Tolerance))
                {
                    return false;
                }
            }
        }

        double determinant = (values[0] * ((values[4] * values[8]) - (values[5] * values[7])))
            - (values[1] * ((values[3] * values[8]) - (values[5] * values[6])))
            + (values[2] * ((values[3] * values[7]) - (values[4] * values[6])));
        return determinant > 0;
    }

    /// <summary>The rotation back.</summary>
    public RotationMatrix Inverse() => new([values[0], values[3], values[6], values[1], values[4], values[7], values[2], values[5], values[8]]);

    /// <summary>This rotation after another.</summary>
    public RotationMatrix After(RotationMatrix first)
    {
        ArgumentNullException.ThrowIfNull(first);
        double[] product = new double[9];
        for (int i = 0; i < 9; i++)
        {
            (int row, int column) = Math.DivRem(i, 3);
            for (int k = 0; k < 3; k++)
            {
                product[i] += values[(3 * row) + k] * first.values[(3 * k) + column];
            }
        }

        return new RotationMatrix(product);
    }

    /// <summary>Turns a point.</summary>
    public (double X, double Y, double Z) Apply(double x, double y, double z) => (
        (values[0] * x) + (values[1] * y) + (values[2] * z),
        (values[3] * x) + (values[4] * y) + (values[5] * z),
        (values[6] * x) + (values[7] * y) + (values[8] * z));
}
