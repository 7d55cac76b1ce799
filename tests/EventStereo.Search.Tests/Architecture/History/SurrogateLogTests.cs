using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;

namespace EventStereo.Search.Tests.Architecture.History;

public sealed class SurrogateLogTests : IDisposable
{
    private static readonly string[] Layers = ["stem", "feature.cell0.node0"];

    private readonly TemporaryFolder folder = new();

    private string LogPath => folder["surrogates.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_read_back_to_the_same_bits()
    {
        SurrogateStep[] steps = [Step(0, 3f, 3f), Step(100, 0.1f + 2.7f, 1f / 3f)];
        Fill(steps);

        SurrogateHistory history = SurrogateLog.Read(LogPath);

        Assert.Equal(Layers, history.Layers);
        Assert.Equal([0, 100], history.Steps.Select(step => step.Step));
        Assert.Equal(steps[1].Surrogates, history.Steps[1].Surrogates);
        Assert.Equal(steps[1].Weights, history.Steps[1].Weights);
        Assert.Equal("{\"step\":0,\"families\":[\"dspike\",\"fast-sigmoid\"],\"temperatures\":[3,3],\"weights\":[0.3,1]}", File.ReadAllLines(LogPath)[1]);
    }

    [Fact]
    public void Resuming_cuts_what_is_after_the_checkpoint_and_a_torn_line()
    {
        Fill(Step(0, 3f, 3f), Step(10, 4f, 4f), Step(20, 5f, 5f));
        File.AppendAllText(LogPath, "{\"step\":30,");
        using (SurrogateLog log = SurrogateLog.Resume(LogPath, Layers, 19))
        {
            Assert.Equal(10, log.LastStep);
            log.Append(Step(20, 2f, 2f));
        }

        Assert.Equal([3f, 4f, 2f], SurrogateLog.Read(LogPath).Steps.Select(step => step.Surrogates[0].Temperature));
    }

    [Fact]
    public void A_log_without_a_first_line_starts_anew()
    {
        File.WriteAllText(LogPath, "{\"format\":\"events");
        SurrogateLog.Resume(LogPath, Layers, 5).Dispose();

        Assert.Empty(SurrogateLog.Read(LogPath).Steps);
    }

    [Fact]
    public void Other_layers_cannot_go_on()
    {
        Fill(Step(0, 3f, 3f));
        Assert.Contains("other layers", Assert.Throws<InvalidDataException>(() => SurrogateLog.Resume(LogPath, ["stem"], 5)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"step":5,"families":["dspike"],"temperatures":[3],"weights":[1]}""", "not 2 each")]
    [InlineData("""{"step":5,"families":["dspike","spike"],"temperatures":[3,3],"weights":[1,1]}""", "'spike' is no family")]
    [InlineData("""{"step":5,"families":["dspike",null],"temperatures":[3,3],"weights":[1,1]}""", "'' is no family")]
    [InlineData("""{"step":5,"families":["dspike","dspike"],"temperatures":[3,0],"weights":[1,1]}""", "not above 0")]
    [InlineData("""{"step":5,"families":["dspike","dspike"],"temperatures":[3,1e99],"weights":[1,1]}""", "line 3")]
    [InlineData("""{"step":5,"families":["dspike","dspike"],"temperatures":[3,3],"weights":[1,1.5]}""", "not 0 to 1")]
    [InlineData("""{"step":0,"families":["dspike","dspike"],"temperatures":[3,3],"weights":[1,1]}""", "not after")]
    [InlineData("""{"step":5,"families":["dspike","dspike"],"temperatures":[3,3]}""", "weights")]
    [InlineData("""{"step":5,"families":["dspike","dspike"],"temperatures":[3,3],"weights":[1,1],"more":1}""", "more")]
    [InlineData("""{"step":5,"step":6,"families":["dspike","dspike"],"temperatures":[3,3],"weights":[1,1]}""", "line 3")]
    [InlineData("null", "line 3")]
    public void A_damaged_line_is_refused_with_its_number(string line, string problem)
    {
        Fill(Step(0, 3f, 3f));
        File.AppendAllText(LogPath, line + "\n");

        string message = Assert.Throws<InvalidDataException>(() => SurrogateLog.Read(LogPath)).Message;

        Assert.Contains("line 3", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"format":"eventstereo-architecture","version":1,"layers":["stem"]}""")]
    [InlineData("""{"format":"eventstereo-surrogates","version":2,"layers":["stem"]}""")]
    [InlineData("""{"format":"eventstereo-surrogates","version":1,"layers":[]}""")]
    [InlineData("""{"format":"eventstereo-surrogates","version":1,"layers":["stem","stem"]}""")]
    [InlineData("""{"format":"eventstereo-surrogates","version":1,"layers":["stem",null]}""")]
    public void A_first_line_that_is_none_is_refused(string line)
    {
        File.WriteAllText(LogPath, line.Length == 0 ? "" : line + "\n");
        Assert.Contains(LogPath, Assert.Throws<InvalidDataException>(() => SurrogateLog.Read(LogPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_rise_and_have_every_layer()
    {
        using SurrogateLog log = SurrogateLog.Create(LogPath, Layers);
        log.Append(Step(5, 3f, 3f));
        Assert.Throws<ArgumentException>(() => log.Append(Step(5, 3f, 3f)));
        Assert.Throws<ArgumentException>(() => log.Append(new SurrogateStep(6, [new SurrogateShape(SurrogateKind.Dspike, 3f)], [1.0])));
    }

    private static SurrogateStep Step(long step, float first, float second) =>
        new(step, [new SurrogateShape(SurrogateKind.Dspike, first), new SurrogateShape(SurrogateKind.FastSigmoid, second)], [0.3, 1.0]);

    private void Fill(params SurrogateStep[] steps)
    {
        using SurrogateLog log = SurrogateLog.Create(LogPath, Layers);
        Array.ForEach(steps, log.Append);
    }
}
