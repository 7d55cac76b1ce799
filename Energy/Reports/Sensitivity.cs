using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>One assumption changed: what an inference then costs by the literature's count, and how far below the reference that is.</summary>
/// <param name="Assumption">What is different.</param>
/// <param name="Mj">Energy, in millijoules.</param>
/// <param name="TimesBelowReference">Energy of DDES for the same sensor (without its 3-D part; 174.4 mJ at 320x384) by it.</param>
public sealed record Sensitivity(string Assumption, double Mj, double TimesBelowReference)
{
    /// <summary>Published energy of the method's stereo inference, in millijoules (SpikeDHS, NeurIPS 2022, abstract).</summary>
    public const double PublishedMj = 6.7;

    /// <summary>Published ratio to the artificial network (the same).</summary>
    public const double PublishedTimes = 26;

    private static readonly double[] Rates = [0.05, 0.1, 0.2];

    /// <summary>What moves the number, each from the mean inference as measured.</summary>
    /// <param name="activities">The mean inference.</param>
    /// <param name="sensor">Rows and columns of the sensor, for the reference.</param>
    public static IReadOnlyList<Sensitivity> Of(IReadOnlyList<LayerActivity> activities, (int Height, int Width) sensor)
    {
        ArgumentNullException.ThrowIfNull(activities);
        ArithmeticModel literature = EnergyModels.Literature;
        double referenceMj = literature.Artificial(ReferenceNetworks.DdesFor(sensor.Height, sensor.Width))?.TotalMj ?? 0;
        double measuredMj = literature.Spiking(activities).TotalMj;
        double updates = activities.Sum(activity => activity.NeuronUpdates);
        List<Sensitivity> lines = [Line("as counted", measuredMj)];
        lines.AddRange(Rates.Select(rate => Line(FormattableString.Invariant($"every spiking input at a rate of {rate * 100:0} %"), BreakEven.AtRate(literature, activities, rate))));
        double silentMj = BreakEven.AtRate(literature, activities, 0), fullMj = BreakEven.AtRate(literature, activities, 1);
        if (silentMj < PublishedMj && PublishedMj < fullMj)
        {
            double rate = (PublishedMj - silentMj) / (fullMj - silentMj);
            lines.Add(Line(FormattableString.Invariant($"every spiking input at a rate of {rate * 100:0.0} %, which gives the published energy"), PublishedMj));
        }

        if (activities.Any(activity => activity is { IsSynaptic: true, Multiplies: true }))
        {
            lines.Add(Line("real-valued inputs were spikes at their rate", literature.Spiking(activities.Select(AsSpikes)).TotalMj));
        }

        lines.Add(Line("the neurons' updates counted too", measuredMj + literature.NeuronMj(updates)));
        lines.Add(Line("10 steps from rest in place of one with carried state", 10 * measuredMj / Math.Max(1, activities.Max(activity => activity.Steps))));
        return lines;

        Sensitivity Line(string assumption, double mj) => new(assumption, mj, referenceMj / mj);
    }

    private static LayerActivity AsSpikes(LayerActivity activity) => activity with { Input = InputKind.Binary };
}
