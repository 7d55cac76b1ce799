using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Search.Training;

/// <summary>
/// The course of a training from its metrics, of either task: a stretch ends with each validation, of a training without any after each fortieth of its steps; what comes after the last one is
/// a stretch of its own.
/// </summary>
public static class TrainingCourse
{
    private const int StretchesWithoutValidation = 40;

    /// <summary>Names of the shares of wrong answers in the metrics, of batches and of the data held out: of classifiers, and of stereo networks, whose answer is right within a pixel.</summary>
    private static readonly string[] Errors = ["errorPercent", "onePixelErrorPercent"];

    /// <summary>The curve of the run in <paramref name="run"/>, finished or not.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">What the curve is called.</param>
    /// <exception cref="InvalidDataException">Its metrics are damaged, are not of a training, hold no step or a loss or error that is no finite number.</exception>
    public static TrainingCurve Of(RunFolder run, string name)
    {
        ArgumentNullException.ThrowIfNull(run);
        (long Step, IReadOnlyDictionary<string, double> Values)[] steps = [.. MetricsLog.Read(run.MetricsPath)];
        string error = Errors.FirstOrDefault(known => steps.Length > 0 && steps[0].Values.ContainsKey(known))
            ?? throw new InvalidDataException($"{run.MetricsPath}: {(steps.Length == 0 ? "no step of a training yet" : "not the metrics of a training")}");
        bool validates = steps.Any(step => step.Values.ContainsKey("validationLoss"));
        int every = Math.Max(1, (steps.Length + StretchesWithoutValidation - 1) / StretchesWithoutValidation);
        List<TrainingCurvePoint> points = [];
        for (int first = 0, i = 0; i < steps.Length; i++)
        {
            if (i == steps.Length - 1 || (validates ? steps[i].Values.ContainsKey("validationLoss") : i - first == every - 1))
            {
                if (PointOf(steps.AsSpan(first..(i + 1)), error, run.MetricsPath) is { } point)
                {
                    points.Add(point);
                }

                first = i + 1;
            }
        }

        return points.Count > 0 ? new TrainingCurve(name, points) : throw new InvalidDataException($"{run.MetricsPath}: no step met a sample that counts");
    }

    /// <summary>The means of a stretch; null of one whose steps all met no sample that counts, as those of stereo do on crops without an event that has ground truth.</summary>
    private static TrainingCurvePoint? PointOf(ReadOnlySpan<(long Step, IReadOnlyDictionary<string, double> Values)> stretch, string error, string path)
    {
        double losses = 0, wrong = 0;
        int counted = 0;
        foreach ((long step, IReadOnlyDictionary<string, double> values) in stretch)
        {
            (double loss, double share) = (Value(values, "loss"), Value(values, error));
            if (double.IsNaN(loss) && double.IsNaN(share) && values.ContainsKey("loss") && values.ContainsKey(error))
            {
                continue;
            }

            if (!double.IsFinite(loss) || !double.IsFinite(share))
            {
                throw new InvalidDataException($"{path}: a loss or an error of step {step} is no finite number, which no curve has a place for");
            }

            (losses, wrong, counted) = (losses + loss, wrong + share, counted + 1);
        }

        (long end, IReadOnlyDictionary<string, double> last) = stretch[^1];
        return counted == 0 ? null : new TrainingCurvePoint(
            end + 1, losses / counted, 100 - (wrong / counted), Finite(last, "validationLoss"), Finite(last, "validationTop1Percent") ?? (100 - Finite(last, "validationOnePixelErrorPercent")));

        static double Value(IReadOnlyDictionary<string, double> values, string name) => values.GetValueOrDefault(name, double.NaN);
    }

    /// <summary>A validation without a valid sample has no number.</summary>
    private static double? Finite(IReadOnlyDictionary<string, double> values, string name) => values.TryGetValue(name, out double value) && double.IsFinite(value) ? value : null;
}
