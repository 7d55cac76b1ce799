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
                points.Add(PointOf(steps.AsSpan(first..(i + 1)), error, run.MetricsPath));
                first = i + 1;
            }
        }

        return new TrainingCurve(name, points);
    }

    private static TrainingCurvePoint PointOf(ReadOnlySpan<(long Step, IReadOnlyDictionary<string, double> Values)> stretch, string error, string path)
    {
        double loss = 0, wrong = 0;
        foreach ((_, IReadOnlyDictionary<string, double> values) in stretch)
        {
            loss += values.GetValueOrDefault("loss", double.NaN) / stretch.Length;
            wrong += values.GetValueOrDefault(error, double.NaN) / stretch.Length;
        }

        (long step, IReadOnlyDictionary<string, double> last) = stretch[^1];
        if (!double.IsFinite(loss) || !double.IsFinite(wrong))
        {
            throw new InvalidDataException($"{path}: a loss or an error up to step {step} is no finite number, which no curve has a place for");
        }

        return new TrainingCurvePoint(step + 1, loss, 100 - wrong, Finite(last, "validationLoss"), Finite(last, "validationTop1Percent") ?? (100 - Finite(last, "validationOnePixelErrorPercent")));
    }

    /// <summary>A validation without a valid sample has no number.</summary>
    private static double? Finite(IReadOnlyDictionary<string, double> values, string name) => values.TryGetValue(name, out double value) && double.IsFinite(value) ? value : null;
}
