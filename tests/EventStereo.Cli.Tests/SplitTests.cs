using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary><c>--split</c>: what it refuses. What it scores is tested with the library, where a data set need not be downloaded.</summary>
public sealed class SplitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 3110, 861, 140, 1200)]
    [InlineData(2, 2870, 1101, 120, 1420)]
    [InlineData(3, 2600, 1343, 73, 1615)]
    public void The_listing_has_the_published_frames_of_every_split(int number, int train, int test, int first, int last)
    {
        EvsResult result = EvsProcess.Run("datasets", "--json", "-");

        using JsonDocument report = JsonDocument.Parse(result.Output);
        Dictionary<string, int> frames = report.RootElement.EnumerateArray().Where(split => split.GetProperty("frames").ValueKind == JsonValueKind.Number)
            .ToDictionary(split => split.GetProperty("split").GetString()!, split => split.GetProperty("frames").GetInt32()); // a name is text
        Assert.Equal((train, 200, test), (frames[$"mvsec-{number}:train"], frames[$"mvsec-{number}:validation"], frames[$"mvsec-{number}:test"]));
        Assert.Equal(last - first + 1, 200 + test); // split 1: 1,061
        (int First, int Last)[] heldOut = [.. report.RootElement.EnumerateArray()
            .Where(split => split.GetProperty("split").GetString() is string name && name.StartsWith($"mvsec-{number}:", StringComparison.Ordinal) && !name.EndsWith("train", StringComparison.Ordinal))
            .Select(split => split.GetProperty("sequences")[0])
            .Select(sequence => (sequence.GetProperty("firstFrame").GetInt32(), sequence.GetProperty("lastFrame").GetInt32()))];
        Assert.Equal((first, last), (heldOut.Min(range => range.First), heldOut.Max(range => range.Last)));
    }

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
