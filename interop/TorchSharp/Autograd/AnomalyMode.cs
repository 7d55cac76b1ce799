using static TorchSharp.NativeMethods;

namespace TorchSharp;

/// <summary>The checking of backward passes on this thread, set until disposed.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool enabledBefore = IsEnabled;
    private readonly bool checkedBefore = ShouldCheckNaN;

    /// <summary>Sets the checking.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true) => ts_set_anomaly(enabled ? 1 : 0, check_nan ? 1 : 0);

    public static bool IsEnabled => ts_anomaly_enabled() != 0;

    public static bool ShouldCheckNaN => ts_anomaly_checks_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => ts_set_anomaly(enabledBefore ? 1 : 0, checkedBefore ? 1 : 0);
}
