using EventStereo.Cli.Reports;
using EventStereo.Energy;
using EventStereo.Energy.Measurement;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary>What <c>evs energy</c> and <c>evs bench classify</c> do with classification runs: the test samples of the data set that each was trained on go through the network, and every operation is counted.</summary>
internal static class ClassifyEnergy
{
    /// <summary>Measures <paramref name="model"/>.</summary>
    /// <param name="model">The run.</param>
    /// <param name="data">The folder of the data set; null takes that of the training.</param>
    /// <param name="images">Test samples at most, evenly spread.</param>
    /// <param name="models">Energy models that price them.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="foldsBatchNorm">Whether batch norms are folded into the weights.</param>
    /// <param name="progress">Told the part done.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="InvalidDataException">The data are damaged, or there is no test sample.</exception>
    public static EnergyRunReport Measure(
        ClassificationModel model, string? data, int images, IReadOnlyList<EnergyModel> models, Device device, bool foldsBatchNorm, IProgress<double> progress, CancellationToken cancellation)
    {
        ImageDataset test = model.OpenTest(data);
        IReadOnlyList<int> taken = SampleOrder.Spread(test.Count, images);
        ActivityRecorder? recorder = null;
        MachineEnergy machine = MachineEnergy.Measure(
            () => recorder = ClassificationEnergy.Measure(model.Network, test, taken, model.Config.Normalization, device, foldsBatchNorm, progress, cancellation), device.type == DeviceType.CUDA);
        string name = $"{model.Name}, {test.Shape.Height}x{test.Shape.Width}, {model.Config.Network.Steps} steps";
        return EnergyRunReport.Of(EnergyReport.Measured(name, sensor: null, recorder!, models), [], machine, isTrained: true); // the work above ran
    }
}
