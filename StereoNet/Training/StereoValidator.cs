using EventStereo.EventIO.Events;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Scores a network during training on whole held-out recordings: one clip from rest each, at full size, without
/// augmentation, at the same pixels as the loss. It decides which weights are kept as the best, and nothing else.
/// </summary>
internal sealed class StereoValidator(StereoTrainingData clips, StereoTrainingConfig config, Device device)
{
    /// <summary>Scores <paramref name="network"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> came between two clips.</exception>
    public StereoValidation Validate(StereoNetwork network, CancellationToken cancellation)
    {
        double loss = 0, wrong = 0, error = 0;
        long pixels = 0;
        network.eval();
        using IDisposable noGrad = no_grad();
        int scored = config.ValidationClips == 0 ? clips.Count : Math.Min(config.ValidationClips, clips.Count);
        for (int i = 0; i < scored; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int recording = (int)((long)i * clips.Count / scored);
            StereoClip clip = clips.Read(recording, 0, Math.Min(config.ClipWindows, clips.WindowsOf(recording)));
            (double clipLoss, double clipWrong, double clipError, int count) = Score(network, clip, Math.Max(config.BurnInWindows, clips.ScoredFrom(recording)));
            loss += clipLoss * count;
            wrong += clipWrong;
            error += clipError;
            pixels += count;
        }

        return new StereoValidation(loss / pixels, 100 * wrong / pixels, error / pixels, pixels);
    }

    private (double Loss, double Wrong, double Error, int Pixels) Score(StereoNetwork network, StereoClip clip, int scoredFrom)
    {
        PixelCollector collector = new(config, network.Config.MaxDisparityPx);
        for (int t = scoredFrom; t < clip.Windows; t++)
        {
            collector.Add(t, clip.Left[t], clip.DisparityPx[t], clip.Size, new Random(t));
        }

        PixelSet pixels = collector.Pixels();
        if (pixels.Count == 0)
        {
            return default;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor similarities = network.Similarities(Frames(clip.Left, clip.Size), Frames(clip.Right, clip.Size), new StateFlow(clip.Windows, kernels: config.Kernels));
        Tensor logits = DisparityReadout.LogitsAt(similarities, network.Config, pixels); // [P, bins]
        Tensor truth = tensor(collector.DisparityPx()).to(device);
        double loss = SubpixelCrossEntropy.Loss(logits, truth, network.Config.BinStepPx, config.TargetScalePx).item<float>();
        Tensor error = (DisparityReadout.Estimate(logits.unsqueeze(2).unsqueeze(3), network.Config).view(-1) - truth).abs();
        return (loss, error.gt((Scalar)1f).to(ScalarType.Float32).sum().item<float>(), error.sum().item<float>(), pixels.Count);
    }

    private Tensor Frames(sbyte[][] windows, SensorSize size)
    {
        float[] values = [.. windows.SelectMany(frame => frame).Select(value => (float)value)];
        return tensor(values, [windows.Length, windows[0].Length / size.Pixels, size.Height, size.Width]).to(device);
    }
}
