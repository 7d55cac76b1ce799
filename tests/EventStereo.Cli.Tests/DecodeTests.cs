using System.Text.Json;
using EventStereo.Cli.Tests.Support;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Cli.Tests;

public sealed class DecodeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_built_in_genotype_goes_to_standard_output_as_its_file_holds_it()
    {
        EvsResult result = EvsProcess.Run("decode", "spikedhs-stereo");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(GenotypeFile.ToJson(BuiltInGenotypes.SpikeDhsStereo), result.Output);
    }

    [Fact]
    public void Every_epoch_of_a_search_decodes_with_its_pictures()
    {
        WriteSearch();

        EvsResult result = EvsProcess.Run("decode", folder.Path, "--epoch", "2", "--out", folder["pictures"], "--json", folder["report.json"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["feature.alpha.svg", "feature.beta.svg", "feature.cell.svg", "feature.path.svg", "genotype.json", "matching.alpha.svg", "matching.beta.svg", "matching.cell.svg", "matching.path.svg"],
            Directory.GetFiles(folder["pictures"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(10, result.Output.Split('\n').Length); // a line a file, and the end
        Genotype decoded = GenotypeFile.Read(Path.Combine(folder["pictures"], "genotype.json"));
        Assert.Equal([1, 1], Assert.IsType<StereoGenotype>(decoded).FeaturePath);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["report.json"]));
        Assert.Equal(2, report.RootElement.GetProperty("epoch").GetInt32());
        Assert.Equal(3, report.RootElement.GetProperty("epochs").GetArrayLength());
        Assert.Equal(GenotypeFile.Fingerprint(decoded), report.RootElement.GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void Differences_come_a_line_each_with_exit_1_and_none_with_exit_0()
    {
        GenotypeFile.Write(folder["mine.json"], BuiltInGenotypes.SpikeDhsStereo with { Name = "mine", StemNeuron = new NeuronGenotype { Decay = 0.5f } });

        EvsResult differ = EvsProcess.Run("decode", "spikedhs-stereo", "--diff", folder["mine.json"]), equal = EvsProcess.Run("decode", "stereo-small", "--diff", "stereo-small");

        Assert.Equal((1, "stemNeuron.decay: 0.2 -> 0.5\n"), (differ.ExitCode, differ.Output));
        Assert.Equal((0, ""), (equal.ExitCode, equal.Output));
    }

    [Fact]
    public void Json_on_standard_output_stands_alone()
    {
        EvsResult result = EvsProcess.Run("decode", "spikedhs-stereo", "--diff", "spikedhs-cifar", "--json", "-");

        Assert.Equal(1, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("task: stereo -> classification", report.RootElement.GetProperty("differences")[0].GetString());
        Assert.Equal("spikedhs-stereo", report.RootElement.GetProperty("genotype").GetProperty("name").GetString());
    }

    [Fact]
    public void What_cannot_be_is_one_line_and_its_exit_code()
    {
        WriteSearch();
        File.WriteAllText(folder["broken.json"], "{");

        (string[] Arguments, int Code, string Message)[] cases =
        [
            (["nonsense"], 3, "nonsense: neither a run folder, a genotype file, nor one of spikedhs-stereo"),
            ([folder["broken.json"]], 3, "not valid JSON"),
            ([folder.Path, "--epoch", "4"], 2, "has 3 epochs from 1 to 3"),
            ([folder.Path, "--epoch", "0"], 2, "--epoch takes a number from 1"),
            (["spikedhs-stereo", "--epoch", "1"], 2, "spikedhs-stereo is no search run"),
        ];
        Assert.All(cases, one =>
        {
            EvsResult result = EvsProcess.Run(["decode", .. one.Arguments]);
            Assert.Equal((one.Code, ""), (result.ExitCode, result.Output));
            Assert.Contains(one.Message, result.Error, StringComparison.Ordinal);
        });
    }

    /// <summary>Three epochs of a search whose feature net is at level 1 from the second on.</summary>
    private void WriteSearch()
    {
        SearchedSubnet[] subnets = [new("feature", SubnetSpace.StereoFeature), new("matching", SubnetSpace.StereoMatching)];
        using ArchitectureLog log = ArchitectureLog.Create(folder[ArchitectureLog.FileName], new ArchitectureLogHeader(subnets, []));
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            Dictionary<string, LogitTable> tables = [];
            foreach (SearchedSubnet subnet in subnets)
            {
                TrellisSpace trellis = subnet.Space.Trellis;
                double[] betas = new double[trellis.Layers * trellis.Levels * trellis.MoveCount];
                for (int layer = 0; layer < trellis.Layers; layer++)
                {
                    betas[(TrellisProbabilities.Row(trellis, layer, 0) * 3) + (epoch > 1 ? 0 : 1)] = 2; // down, or same
                    betas[(TrellisProbabilities.Row(trellis, layer, 1) * 3) + 1] = 2;
                }

                tables[$"{subnet.Name}.alpha"] = new LogitTable(9, 3, new double[27]);
                tables[$"{subnet.Name}.beta"] = new LogitTable(trellis.Layers * trellis.Levels, 3, betas);
            }

            log.Append(new ArchitectureEpoch(epoch, epoch * 10, "g", tables));
        }
    }
}
