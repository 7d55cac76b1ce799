using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Tests.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture.History;

public sealed class ArchitectureLogTests : IDisposable
{
    private static readonly ArchitectureLogHeader Header = new(
        [new SearchedSubnet("feature", SubnetSpace.StereoFeature), new SearchedSubnet("matching", SubnetSpace.StereoMatching with { Cell = CellSpace.Kernels })],
        [new TableLabels("gamma", ["cell 0 n0"], ["0.2", "0.8"])]);

    private readonly TemporaryFolder folder = new();

    private string LogPath => folder[ArchitectureLog.FileName];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_back_to_the_bit_what_was_written()
    {
        Write(3);

        ArchitectureHistory history = ArchitectureLog.Read(LogPath);

        Assert.Equal(Header, history.Header);
        Assert.Equal([1, 2, 3], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(history.Epochs, read =>
        {
            ArchitectureEpoch written = Epoch(read.Epoch);
            Assert.Equal((written.Step, written.Genotype), (read.Step, read.Genotype));
            Assert.Equal(written.Tables.OrderBy(pair => pair.Key), read.Tables.OrderBy(pair => pair.Key));
        });
    }

    [Fact]
    public void A_line_is_on_disk_when_it_is_written_and_looks_as_said()
    {
        using ArchitectureLog log = ArchitectureLog.Create(LogPath, new ArchitectureLogHeader([], Header.Tables));
        log.Append(new ArchitectureEpoch(1, 200, "3f2a", new Dictionary<string, LogitTable> { ["gamma"] = new(1, 2, [0.25, -1]) }));

        Assert.Equal(
            """
            {"format":"eventstereo-architecture","version":1,"subnets":[],"tables":[{"name":"gamma","rows":["cell 0 n0"],"columns":["0.2","0.8"]}]}
            {"epoch":1,"step":200,"genotype":"3f2a","tables":{"gamma":[[0.25,-1]]}}

            """,
            ReadShared());
        Assert.Single(ArchitectureLog.Read(LogPath).Epochs);
    }

    [Fact]
    public void The_header_holds_the_spaces_by_their_published_names()
    {
        Write(0);

        Assert.Contains("""{"name":"matching","cell":{"operations":["skip_connect","snn_3x3","snn_5x5","max_pool_3x3"],"nodes":3,"edgesKept":2,"placement":"membrane"},"trellis":{"layers":4,"startLevel":0,"maxLevel":3,"moves":"downSameUp","fixedPath":[]},"sharesCell":true}""", ReadShared(), StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_of_an_epoch_decode()
    {
        Write(2);
        ArchitectureHistory history = ArchitectureLog.Read(LogPath);

        SubnetGenotype decoded = history.Epochs[1].LogitsOf(history.Header.Subnets[1]).Decode();

        SubnetSpace space = SubnetSpace.StereoMatching with { Cell = CellSpace.Kernels };
        Assert.Equal(new SubnetLogits(space, RandomLogits.Of(9, 4, 4), RandomLogits.Of(16, 3, 5)).Decode(), decoded);
    }

    [Fact]
    public void Resuming_cuts_what_is_after_the_checkpoint()
    {
        Write(4);
        using (ArchitectureLog log = ArchitectureLog.Resume(LogPath, Header, 299))
        {
            Assert.Equal(2, log.LastEpoch);
            log.Append(Epoch(3));
        }

        Assert.Equal([1, 2, 3], ArchitectureLog.Read(LogPath).Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void A_torn_last_line_is_dropped_by_reading_and_cut_by_resuming()
    {
        Write(2);
        string whole = ReadShared();
        File.AppendAllText(LogPath, "{\"epoch\":3,\"st");

        Assert.Equal(2, ArchitectureLog.Read(LogPath).Epochs.Count);
        ArchitectureLog.Resume(LogPath, Header, 9999).Dispose();
        Assert.Equal(whole, ReadShared());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":\"eventst")]
    public void Resuming_without_a_complete_header_starts_a_log(string text)
    {
        folder.Write(ArchitectureLog.FileName, text);
        ArchitectureLog.Resume(LogPath, Header, 5).Dispose();

        Assert.Equal(Header, ArchitectureLog.Read(LogPath).Header);
    }

    [Fact]
    public void Resuming_refuses_the_log_of_another_search_and_leaves_it()
    {
        Write(1);
        string whole = ReadShared();

        Assert.Throws<InvalidDataException>(() => ArchitectureLog.Resume(LogPath, new ArchitectureLogHeader(Header.Subnets, []), 500));
        Assert.Equal(whole, ReadShared());
    }

    [Theory]
    [InlineData("nonsense", "line 3: ")]
    [InlineData("null", "line 3: null is no line")]
    [InlineData("{}", "line 3: ")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{},"loss":1}""", "line 3: ")]
    [InlineData("""{"epoch":2,"epoch":2,"step":300,"genotype":"g","tables":{}}""", "line 3: ")]
    [InlineData("""{"epoch":1,"step":300,"genotype":"g","tables":{}}""", "line 3: epoch 1 at step 300 is not after the line before")]
    [InlineData("""{"epoch":2,"step":100,"genotype":"g","tables":{}}""", "line 3: epoch 2 at step 100 is not after the line before")]
    [InlineData("""{"epoch":0,"step":300,"genotype":"g","tables":{}}""", "line 3: epoch 0, step 300 or the genotype is impossible")]
    [InlineData("""{"epoch":2,"step":300,"genotype":" ","tables":{}}""", "line 3: epoch 2, step 300 or the genotype is impossible")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"delta":[[1,2]]}}""", "line 3: there is no table 'delta' (known: feature.alpha, feature.beta")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"gamma":[[1,2,3]]}}""", "line 3: table 'gamma' is not 1 rows of 2, as line 1 declares it")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"gamma":[null]}}""", "line 3: table 'gamma' is not 1 rows of 2, as line 1 declares it")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"gamma":null}}""", "line 3: table 'gamma' is not 1 rows of 2, as line 1 declares it")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"gamma":[["1",2]]}}""", "line 3: ")]
    [InlineData("""{"epoch":2,"step":300,"genotype":"g","tables":{"gamma":[[1e999,2]]}}""", "line 3: ")]
    public void Names_the_line_that_is_damaged(string line, string expected)
    {
        Write(1);
        File.AppendAllText(LogPath, line + "\n");

        string message = Assert.Throws<InvalidDataException>(() => ArchitectureLog.Read(LogPath)).Message;

        Assert.StartsWith($"{LogPath}: {expected}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":"other","version":1,"subnets":[],"tables":[]}""", "not an architecture log of version 1")]
    [InlineData("""{"format":"eventstereo-architecture","version":2,"subnets":[],"tables":[]}""", "not an architecture log of version 1")]
    [InlineData("""{"format":"eventstereo-architecture","version":1,"subnets":[null],"tables":[]}""", "null")]
    [InlineData("""{"format":"eventstereo-architecture","version":1,"subnets":[],"tables":[{"name":"g","rows":[null],"columns":["a"]}]}""", "needs rows and columns")]
    [InlineData("""{"format":"eventstereo-architecture","version":1,"subnets":[{"name":"f","cell":{"nodes":1000000},"trellis":{}}],"tables":[]}""", "f.cell.nodes is 1000000")]
    [InlineData("""{"format":"eventstereo-architecture","version":1,"subnets":[{"name":"f","cell":{"operations":["snn_7x7"]},"trellis":{}}],"tables":[]}""", "operations")]
    public void Refuses_a_header_that_is_none(string line, string expected)
    {
        folder.Write(ArchitectureLog.FileName, line + "\n");

        string message = Assert.Throws<InvalidDataException>(() => ArchitectureLog.Read(LogPath)).Message;

        Assert.StartsWith($"{LogPath}: line 1: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_write_what_it_would_not_read()
    {
        using ArchitectureLog log = ArchitectureLog.Create(LogPath, Header);
        log.Append(Epoch(2));

        Assert.Throws<ArgumentException>(() => log.Append(Epoch(2)));
        Assert.Throws<ArgumentException>(() => log.Append(Epoch(3) with { Tables = new Dictionary<string, LogitTable> { ["gamma"] = new(2, 1, [1.0, 2]) } }));
        Assert.Throws<ArgumentException>(() => log.Append(Epoch(3) with { Tables = new Dictionary<string, LogitTable> { ["delta"] = new(1, 1, [1.0]) } }));
        Assert.Single(ArchitectureLog.Read(LogPath).Epochs);
    }

    private static ArchitectureEpoch Epoch(int epoch) => new(epoch, epoch * 100, $"genotype-{epoch}", new Dictionary<string, LogitTable>
    {
        ["feature.alpha"] = RandomLogits.Of(9, 3, epoch),
        ["feature.beta"] = RandomLogits.Of(8, 3, epoch + 1),
        ["matching.alpha"] = RandomLogits.Of(9, 4, epoch + 2),
        ["matching.beta"] = RandomLogits.Of(16, 3, epoch + 3),
        ["gamma"] = new LogitTable(1, 2, [0.1f, 1f / 3]),
    });

    private void Write(int epochs)
    {
        using ArchitectureLog log = ArchitectureLog.Create(LogPath, Header);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            log.Append(Epoch(epoch));
        }
    }

    private string ReadShared()
    {
        using StreamReader reader = new(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
