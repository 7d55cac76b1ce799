using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

/// <summary>Damaged files, made by tests/data/make_fixtures.py: one line that names the file and the place, exit 3, nothing left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Files => new()
    {
        { "no_events.hdf5", "/davis/left/events" },
        { "no_right.hdf5", "/davis/right" },
        { "other.hdf5", "/davis/left" },
        { "five_columns.hdf5", "6000x5" },
        { "one_dimension.hdf5", "N x 4" },
        { "compound.hdf5", "compound" },
        { "nan_time.hdf5", "row 4000" },
        { "infinite_time.hdf5", "row 17" },
        { "far_time.hdf5", "time stamps" },
        { "bad_polarity.hdf5", "row 3" },
        { "rectified.hdf5", "row 0" },
        { "broken_chunk.hdf5", "rows 4096..5999" },
        { "truncated.hdf5", "truncated" },
        { "claims_too_much.hdf5", "truncated or damaged" },
        { "external_link.hdf5", "/davis/left/events" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_is_one_line_with_its_place_and_exit_3(string name, string place)
    {
        string path = Repository.File("tests", "data", "mvsec", name);
        Assert.True(File.Exists(path), path);

        foreach (string[] command in (string[][])[["info", path], ["convert", path, folder["out.npz"]], ["convert", path, folder["out.hdf5"]]])
        {
            EvsResult result = EvsProcess.Run(command);

            Assert.Equal(3, result.ExitCode);
            string line = Assert.Single(result.ErrorLines);
            Assert.Contains(path, line);
            Assert.Contains(place, line);
            Assert.Empty(folder.Files);
        }
    }

    [Fact]
    public void What_is_no_recording_is_told_so()
    {
        EvsResult result = EvsProcess.Run("info", Repository.File("README.md"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not a recording of any known format", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("nowhere.hdf5", "no such file")]
    [InlineData(".", "is a folder")]
    public void A_missing_file_and_a_folder_are_exit_3(string path, string reason)
    {
        EvsResult result = EvsProcess.Run("convert", path, folder["out.npz"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(reason, Assert.Single(result.ErrorLines));
    }
}
