using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Evaluation;

/// <summary>A trained classification network with the configuration and the genotype it was made from.</summary>
public sealed class ClassificationModel : IDisposable
{
    private readonly TrainedOn? trainedOn; // null of a run of an earlier version

    private ClassificationModel(RunFolder run, ClassificationRunConfig config, ClassificationGenotype genotype, ClassificationNetwork network, bool isBest)
    {
        (Name, Config, Genotype, Network, IsBest) = (Path.GetFileName(run.Path), config, genotype, network, isBest);
        WeightsPath = isBest ? run.BestWeightsPath : run.WeightsPath;
        Times = run.ReadTimes<TrainingTimes>();
        trainedOn = TrainedOn.Read(run.Path);
    }

    /// <summary>The run folder's name.</summary>
    public string Name { get; }

    /// <summary>What it was trained with.</summary>
    public ClassificationRunConfig Config { get; }

    /// <summary>Its architecture.</summary>
    public ClassificationGenotype Genotype { get; }

    /// <summary>The network, ready for inference.</summary>
    public ClassificationNetwork Network { get; }

    /// <summary>Whether its weights are those that did best on the samples held out; else those of the last step.</summary>
    public bool IsBest { get; }

    /// <summary>The file of its weights.</summary>
    public string WeightsPath { get; }

    /// <summary>What its training took; null of a run that is not finished or of an earlier version.</summary>
    public TrainingTimes? Times { get; }

    /// <summary>Whether <paramref name="folder"/> is the run folder of a classification network.</summary>
    /// <exception cref="InvalidDataException">Its genotype is damaged.</exception>
    public static bool IsRun(string folder) =>
        RunFolder.IsRun(folder) && RunFolder.Open(folder).GenotypePath is var genotype && File.Exists(genotype) && GenotypeFile.Read(genotype) is ClassificationGenotype;

    /// <summary>Loads the run folder <paramref name="folder"/> onto <paramref name="device"/>.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="device">Where the network goes.</param>
    /// <param name="best">Whether the weights that did best on the samples held out are taken where there are some.</param>
    /// <exception cref="InvalidDataException">Not a classification run, a damaged file in it, or one that is not finished.</exception>
    public static ClassificationModel Load(string folder, Device device, bool best = true)
    {
        RunFolder run = RunFolder.Open(folder);
        ClassificationRunConfig config = ConfigFile.Load(new ClassificationRunConfig(), run.ConfigPath, [], c => c.Network.Validate());
        ClassificationGenotype genotype = ClassificationGenotypes.Resolve(run.GenotypePath);
        bool takesBest = best && File.Exists(run.BestWeightsPath);
        ClassificationNetwork network = new(config.Network, genotype);
        try
        {
            NetworkWeights.Load(network, takesBest ? run.BestWeightsPath : run.WeightsPath);
            network.to(device);
            network.eval();
            return new ClassificationModel(run, config, genotype, network, takesBest);
        }
        catch (Exception)
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Opens the test samples of the data set that it was trained on.</summary>
    /// <param name="folder">Where the data set is; null is where it was.</param>
    /// <exception cref="FileNotFoundException">The folder or a file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, there is no sample, or classes or channels are not those of the training.</exception>
    public ImageDataset OpenTest(string? folder = null)
    {
        ImageDataset test = (folder is null ? Config.Data : Config.Data with { Folder = folder }).Open(training: false, Config.Network.Steps);
        trainedOn?.RequireClasses(test);
        return (test.Count, test.Classes.Count, test.Shape.Channels) switch
        {
            (0, _, _) => throw new InvalidDataException($"{test.Source}: no test sample"),
            (_, int classes, _) when classes != Config.Network.Classes => throw new InvalidDataException($"{test.Source}: {classes} classes, the network knows {Config.Network.Classes}"),
            (_, _, int channels) when channels != Config.Network.InputChannels => throw new InvalidDataException($"{test.Source}: samples of {channels} channels, the network takes {Config.Network.InputChannels}"),
            _ => test,
        };
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
