using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string LogPath => folder["metrics.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_line_is_on_disk_when_it_is_written()
    {
        using MetricsLog log = MetricsLog.Create(LogPath);
        log.Append(0, ("loss", 1.25), ("rate", double.NaN));

        Assert.Equal("{\"step\":0,\"loss\":1.25,\"rate\":null}\n", ReadShared());
        log.Append(5);
        Assert.EndsWith("\n{\"step\":5}\n", ReadShared(), StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_cuts_what_is_after_the_checkpoint()
    {
        Fill(0, 1, 2, 3);
        using (MetricsLog log = MetricsLog.Resume(LogPath, 1))
        {
            Assert.Equal(1, log.LastStep);
            log.Append(2, ("loss", 9));
        }

        Assert.Equal("{\"step\":0}\n{\"step\":1}\n{\"step\":2,\"loss\":9}\n", ReadShared());
    }

    [Fact]
    public void Resuming_cuts_a_torn_last_line()
    {
        Fill(0, 1);
        File.AppendAllText(LogPath, "{\"step\":2,\"lo");
        MetricsLog.Resume(LogPath, 7).Dispose();

        Assert.Equal("{\"step\":0}\n{\"step\":1}\n", ReadShared());
    }

    [Fact]
    public void Resuming_without_a_log_starts_one()
    {
        using MetricsLog log = MetricsLog.Resume(LogPath, 7);
        Assert.Equal(-1, log.LastStep);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"step\":1.5}")]
    public void Resuming_refuses_a_damaged_line(string line)
    {
        File.WriteAllText(LogPath, "{\"step\":0}\n" + line + "\n");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => MetricsLog.Resume(LogPath, 7));

        Assert.Contains("line 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains(line, ReadShared(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_rise()
    {
        using MetricsLog log = MetricsLog.Create(LogPath);
        log.Append(3);
        Assert.Throws<ArgumentException>(() => log.Append(3));
    }

    private void Fill(params int[] steps)
    {
        using MetricsLog log = MetricsLog.Create(LogPath);
        foreach (int step in steps)
        {
            log.Append(step);
        }
    }

    private string ReadShared()
    {
        using StreamReader reader = new(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
