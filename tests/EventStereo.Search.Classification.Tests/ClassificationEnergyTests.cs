using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;

namespace EventStereo.Search.Classification.Tests;

public sealed class ClassificationEnergyTests
{
    [Theory]
    [InlineData(NetworkNeurons.Genotype, 1, 12)]
    [InlineData(NetworkNeurons.Genotype, 6, 12)]
    [InlineData(NetworkNeurons.RectifiedLinear, 1, 5)] // an image is the same in every step: one is enough
    [InlineData(NetworkNeurons.RectifiedLinear, 6, 12)] // six frames are not
    public void An_artificial_network_computes_an_image_once_and_frames_one_by_one(NetworkNeurons neurons, int frames, double mj)
    {
        ModelEnergy energy = new("a model", "", "", 12, new EnergyBreakdown(12), 12, 12, 5, null, 3, null, null);

        Assert.Equal(mj, ClassificationEnergy.Mj(energy, new ClassificationNetworkConfig { Neurons = neurons, Steps = 6 }, new SampleShape(frames, 2, 8, 8)));
    }
}
