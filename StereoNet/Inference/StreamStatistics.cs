namespace EventStereo.StereoNet.Inference;

/// <summary>What a stream's windows took, collected as they come; 40 bytes a window.</summary>
public sealed class StreamStatistics
{
    private readonly List<StepTimes> times = [];
    private readonly List<double> responsesMs = [];
    private int onTime;

    /// <summary>Windows seen, those of the warm-up among them.</summary>
    public int Windows { get; private set; }

    /// <summary>Windows counted.</summary>
    public int Measured => times.Count;

    /// <summary>Share of the counted windows that were on time, in percent; NaN if none was counted.</summary>
    public double OnTimePercent => 100.0 * onTime / Measured;

    /// <summary>From a window's last event to its map: encoding, network and read-out.</summary>
    public LatencySummary Latency => Summary(step => step.TotalMs);

    /// <summary>Encoding alone.</summary>
    public LatencySummary Encode => Summary(step => step.EncodeMs);

    /// <summary>The network alone.</summary>
    public LatencySummary Network => Summary(step => step.NetworkMs);

    /// <summary>The read-out alone.</summary>
    public LatencySummary Readout => Summary(step => step.ReadoutMs);

    /// <summary>From a window's end to its map, waiting for earlier windows included.</summary>
    public LatencySummary Response => LatencySummary.Of(responsesMs);

    /// <summary>Takes a window.</summary>
    public void Add(StreamedWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        Windows++;
        if (window.WarmUp)
        {
            return;
        }

        times.Add(window.Prediction.Times);
        responsesMs.Add(window.ResponseMs);
        onTime += window.OnTime ? 1 : 0;
    }

    private LatencySummary Summary(Func<StepTimes, double> part) => LatencySummary.Of(times.Select(part));
}
