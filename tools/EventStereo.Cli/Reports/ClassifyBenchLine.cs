using EventStereo.Energy.Models;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;

namespace EventStereo.Cli.Reports;

/// <summary>A run in the table of <c>evs bench classify</c>.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Genotype">Its architecture's name.</param>
/// <param name="Dataset">What it was trained on.</param>
/// <param name="Weights"><c>best</c> on the samples held out, or <c>last</c>.</param>
/// <param name="Steps">Time steps of an image.</param>
/// <param name="Parameters">Of an inference.</param>
/// <param name="TestImages">Test samples of the accuracy.</param>
/// <param name="Top1Percent">Of them known at the first guess.</param>
/// <param name="Top5Percent">Known within five.</param>
/// <param name="FiringRate">Share of neurons and steps that spike, 0 to 1.</param>
/// <param name="Mj">Of an image by the literature's energy model.</param>
/// <param name="MemoryAwareMj">Of an image by the memory-aware one.</param>
/// <param name="EnergyImages">Test samples that rate and energy are the mean of.</param>
/// <param name="InferenceImagesASecond">Measured here, the median over passes.</param>
/// <param name="TrainingImagesASecond">Of the training, on its machine; null where it kept no times.</param>
/// <param name="TrainingThreads">On so many threads.</param>
/// <param name="LoaderWaitPercent">Of the training's time, waiting for data.</param>
/// <param name="TrainingSeconds">Of the training's steps.</param>
internal sealed record ClassifyBenchLine(
    string Run, string Genotype, DatasetKind Dataset, string Weights, int Steps, long Parameters, long TestImages, double Top1Percent, double Top5Percent, double FiringRate, double Mj, double MemoryAwareMj,
    int EnergyImages, double InferenceImagesASecond, double? TrainingImagesASecond, int? TrainingThreads, double? LoaderWaitPercent, double? TrainingSeconds)
{
    public static ClassifyBenchLine Of(ClassificationModel model, SampleShape shape, ClassifyEvaluateReport evaluation, EnergyRunReport energy, double inferenceImagesASecond) => new(
        model.Name, model.Genotype.Name, model.Config.Data.Dataset, evaluation.Weights, model.Config.Network.Steps, model.Network.InferenceParameters, evaluation.Images, evaluation.Top1Percent, evaluation.Top5Percent,
        model.Network.Config.IsArtificial ? 0 : energy.SpikeRate, ClassificationEnergy.Mj(energy.Energy.Model(EnergyModels.Literature.Name), model.Network.Config, shape), ClassificationEnergy.Mj(energy.Energy.Model(EnergyModels.Tiled.Name), model.Network.Config, shape), energy.Inferences, inferenceImagesASecond,
        model.Times?.SamplesASecond, model.Times?.Threads, 100 * model.Times?.WaitShare, model.Times?.Seconds);
}
