using System.Globalization;
using EventStereo.StereoNet.Training;

namespace EventStereo.Cli.Shell;

/// <summary>
/// What a training's progress says of a step: loss, share of pixels right to 1 px, firing rate, samples a second, time left. The pace is that of this
/// process, validations included, so that a resumed run does not count time it did not spend.
/// </summary>
internal sealed class TrainingPace(int stepsBefore, int totalSteps, int samplesAStep, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();
    private StereoValidation? lastHeld;

    /// <summary>The line of a step that was just done, with the last validation so far and, where surrogates evolve, their mean temperature.</summary>
    public string Describe(TrainingStep step, StereoValidation? held, double? temperature = null)
    {
        lastHeld = held ?? lastHeld;
        int done = step.Step + 1 - stepsBefore;
        double seconds = clock.GetElapsedTime(started).TotalSeconds;
        double samplesASecond = done * (double)samplesAStep / Math.Max(seconds, 1e-9);
        TimeSpan left = TimeSpan.FromSeconds(Math.Round(seconds / Math.Max(1, done) * (totalSteps - step.Step - 1)));
        string rate = double.IsFinite(step.FiringRate) ? string.Create(CultureInfo.InvariantCulture, $"firing rate {100 * step.FiringRate:0.0} %, ") : "";
        string surrogates = temperature is { } mean ? string.Create(CultureInfo.InvariantCulture, $"surrogates {mean:0.00}, ") : "";
        string validated = lastHeld is null ? "" : string.Create(CultureInfo.InvariantCulture, $", held out {lastHeld.Loss:0.000}, 1PA {100 - lastHeld.OnePixelErrorPercent:0.0} %");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step {step.Step + 1} of {totalSteps}, loss {step.Loss:0.000}, 1PA {100 - step.OnePixelErrorPercent:0.0} %{validated}, {rate}{surrogates}{samplesASecond:0.0} samples/s, {left:c} left");
    }
}
