using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary><c>--split</c>: what it refuses. What it scores is tested with the library, where a data set need not be downloaded.</summary>
public sealed class SplitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_download_is_one_line_that_says_what_to_fetch_and_exit_3()
    {
        EvsResult result = EvsProcess.Run("evaluate", "stereo-small", "--data", folder.Path, "--split", "mvsec-1:test");

        Assert.Equal(3, result.ExitCode);
        string line = Assert.Single(result.ErrorLines);
        Assert.Contains(folder["indoor_flying1_data.hdf5"], line);
        Assert.Contains("MVSEC's download page", line);
    }

    [Theory]
    [InlineData("mvsec-9:test", "mvsec-1")]
    [InlineData("mvsec-1:rest", ":validation")]
    public void An_unknown_split_is_wrong_usage(string split, string hint)
    {
        EvsResult result = EvsProcess.Run("evaluate", "stereo-small", "--data", folder.Path, "--split", split);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void A_file_is_no_download()
    {
        File.WriteAllText(folder["scene.hdf5"], "");
        EvsResult result = EvsProcess.Run("evaluate", "stereo-small", "--data", folder["scene.hdf5"], "--split", "mvsec-1:test");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("folder of the download", Assert.Single(result.ErrorLines));
    }
}
