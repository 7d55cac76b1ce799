using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("inof x.hdf5", "'info'")]
    [InlineData("info --jsn x x.hdf5", "'--json'")]
    [InlineData("info --jsn", "'--json'")]
    [InlineData("", "name a command")]
    [InlineData("info", "evs info --help")]
    [InlineData("simulate a.hdf5 --threads 0", "--threads")]
    [InlineData("simulate a.hdf5 --seed x", "--seed")]
    public void Wrong_usage_is_one_line_with_a_way_on_and_exit_2(string line, string hint)
    {
        EvsResult result = EvsProcess.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Verbose_adds_a_stack_trace_and_only_verbose_does()
    {
        EvsResult plain = EvsProcess.Run("info", "no-such-file");
        EvsResult verbose = EvsProcess.Run("info", "no-such-file", "--verbose");

        Assert.DoesNotContain("   at ", plain.Error);
        Assert.Contains("   at ", verbose.Error);
        Assert.Equal(plain.ExitCode, verbose.ExitCode);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_one_line_and_exit_1()
    {
        EvsResult result = EvsProcess.Shell("\"$EVS\" --help > /dev/full");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.ErrorLines);
    }
}
