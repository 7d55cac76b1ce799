using EventStereo.Search.Training;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

/// <summary>The weights that ship with the project, loaded once for all tests.</summary>
public sealed class ShippedNetwork : IDisposable
{
    private readonly StereoPredictor predictor;

    public ShippedNetwork() => predictor = new StereoPredictor(Model.Network, torch.CPU);

    /// <summary>The network with its configuration.</summary>
    public StereoModel Model { get; } = StereoModel.Load(Folder, torch.CPU);

    /// <summary>The network as a method under evaluation.</summary>
    public IStereoMethod Method => new NetworkMethod(Model.Name, predictor);

    private static string Folder
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                string weights = Path.Combine(folder.FullName, "weights");
                if (Directory.Exists(weights))
                {
                    return Directory.EnumerateDirectories(weights).Where(RunFolder.IsRun).Order(StringComparer.Ordinal).First();
                }
            }

            throw new DirectoryNotFoundException("no folder 'weights' above the tests");
        }
    }

    public void Dispose()
    {
        predictor.Dispose();
        Model.Dispose();
    }
}
