using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Tests.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture.History;

public sealed class RunGenotypesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_of_epochs_go_before_logits()
    {
        WriteLog("feature", "matching");
        StereoGenotype second = BuiltInGenotypes.SpikeDhsStereo with { Name = "second" };
        Assert.Equal(Path.Combine("genotypes", "epoch-0002.json"), RunGenotypes.FileOf(2));
        GenotypeFile.Write(folder[RunGenotypes.FileOf(2)], second);
        File.WriteAllText(folder[Path.Combine("genotypes", "epoch-x.json")], "no epoch");
        RunGenotypes run = new(folder.Path);

        Assert.Equal([1, 2, 3], run.Epochs);
        Assert.Equal(second, run.At(2));
        StereoGenotype third = Assert.IsType<StereoGenotype>(run.At(3));
        ArchitectureHistory history = ArchitectureLog.Read(folder[ArchitectureLog.FileName]);
        Assert.Equal(history.Epochs[2].LogitsOf(history.Header.Subnets[1]).Decode(), third.Matching);
        Assert.Equal(3, third.Provenance.Epoch);
        Assert.Equal(third, run.Last());
    }

    [Fact]
    public void The_final_genotype_is_the_last_one()
    {
        WriteLog("feature", "matching");
        GenotypeFile.Write(folder["genotype.json"], BuiltInGenotypes.SpikeDhsStereo);

        Assert.Equal(BuiltInGenotypes.SpikeDhsStereo, new RunGenotypes(folder.Path).Last());
    }

    [Fact]
    public void A_search_of_one_network_is_a_classification()
    {
        WriteLog("network");

        Assert.IsType<ClassificationGenotype>(new RunGenotypes(folder.Path).At(1));
    }

    [Fact]
    public void Says_what_is_missing()
    {
        RunGenotypes empty = new(folder.Path);

        Assert.Contains("holds no genotype.json", Assert.Throws<InvalidDataException>(empty.Last).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => empty.At(1));
        WriteLog("feature");
        Assert.Contains("the search is of feature, not of feature and matching or of network", Assert.Throws<ArgumentException>(() => new RunGenotypes(folder.Path).At(1)).Message, StringComparison.Ordinal);
    }

    private void WriteLog(params string[] subnets)
    {
        ArchitectureLogHeader header = new([.. subnets.Select(name => new SearchedSubnet(name, SubnetSpace.StereoFeature))], []);
        using ArchitectureLog log = ArchitectureLog.Create(folder[ArchitectureLog.FileName], header);
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            Dictionary<string, LogitTable> tables = [];
            foreach (string name in subnets)
            {
                tables[$"{name}.alpha"] = RandomLogits.Of(9, 3, epoch);
                tables[$"{name}.beta"] = RandomLogits.Of(8, 3, epoch);
            }

            log.Append(new ArchitectureEpoch(epoch, epoch * 10, "g", tables));
        }
    }
}
