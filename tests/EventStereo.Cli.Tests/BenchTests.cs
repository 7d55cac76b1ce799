using System.Text.Json;
using EventStereo.Bench;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public class BenchTests
{
    [Fact]
    public void Verifies_warms_up_and_then_interleaves_the_limit_the_work_and_the_reference()
    {
        RecordingCase benchmark = new();

        BenchmarkResult result = BenchmarkRunner.Run(benchmark, new BenchmarkSettings { Rounds = 3 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["verify", .. Enumerable.Repeat<string[]>(["limit", "ours", "reference"], 4).SelectMany(round => round), "dispose"], benchmark.Calls);
        Assert.Equal(3, result.Rounds);
        Assert.Equal(10 / result.MedianSeconds, result.ItemsPerSecond, 6);
        Assert.InRange(result.MedianSeconds, result.MinSeconds, result.MaxSeconds);
        Assert.True(result is { RatioToLimit: > 0, RatioToReference: > 0, PeakMemoryMb: > 1 });
    }

    [Fact]
    public void Measures_nothing_where_outputs_differ()
    {
        RecordingCase benchmark = new() { Differs = true };

        Assert.Throws<BenchmarkMismatchException>(() => BenchmarkRunner.Run(benchmark, new BenchmarkSettings(), cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(["verify", "dispose"], benchmark.Calls);
    }

    [Fact]
    public void A_case_without_limit_or_reference_has_no_ratio()
    {
        BenchmarkResult result = BenchmarkRunner.Run(new RecordingCase { Alone = true }, new BenchmarkSettings { Rounds = 1 }, cancellation: TestContext.Current.CancellationToken);

        Assert.True(result is { RatioToLimit: null, RatioToReference: null, LimitSeconds: null, ReferenceSeconds: null });
    }

    [Fact]
    public void Both_layouts_of_MVSEC_are_measured_on_a_small_recording()
    {
        EvsResult result = EvsProcess.Run("bench", "convert", "--scale", "0.005", "--rounds", "2", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.True(report.RootElement.GetProperty("hardware").GetProperty("processors").GetInt32() > 0);
        JsonElement[] cases = [.. report.RootElement.GetProperty("cases").EnumerateArray()];
        Assert.Equal(["mvsec-rows", "mvsec-columns"], cases.Select(item => item.GetProperty("name").GetString()));
        string[] keys = ["medianSeconds", "minSeconds", "maxSeconds", "itemsPerSecond", "ratioToReference", "ratioToLimit", "peakMemoryMb"];
        Assert.All(cases, item => Assert.All(keys, key => Assert.True(item.GetProperty(key).GetDouble() > 0, key)));
    }

    [Fact]
    public void An_unknown_name_is_exit_2_and_says_which_there_are()
    {
        EvsResult result = EvsProcess.Run("bench", "covnert");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no benchmark covnert; there are convert", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("--scale", "0")]
    [InlineData("--scale", "11")]
    [InlineData("--rounds", "0")]
    public void A_value_out_of_range_is_exit_2(string option, string value) =>
        Assert.Equal(2, EvsProcess.Run("bench", "mvsec-rows", option, value).ExitCode);

    private sealed class RecordingCase : BenchmarkCase
    {
        public List<string> Calls { get; } = [];

        public bool Differs { get; init; }

        public bool Alone { get; init; }

        public override string Bench => "test";

        public override string Name => "recording";

        public override string Description => "writes down what is called";

        public override string Limit => Alone ? "" : "nothing";

        public override string Reference => Alone ? "" : "nothing";

        public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation) => new Work(this);

        private sealed class Work(RecordingCase owner) : BenchmarkWork
        {
            public override long Items => 10;

            public override void Ours() => owner.Calls.Add("ours");

            public override void Limit() => owner.Calls.Add("limit");

            public override void Reference() => owner.Calls.Add("reference");

            public override void Verify()
            {
                owner.Calls.Add("verify");
                if (owner.Differs)
                {
                    throw new BenchmarkMismatchException("they differ");
                }
            }

            protected override void Dispose(bool disposing)
            {
                owner.Calls.Add("dispose");
                base.Dispose(disposing);
            }
        }
    }
}
