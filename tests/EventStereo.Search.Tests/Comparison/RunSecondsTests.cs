using EventStereo.Search.Comparison;

namespace EventStereo.Search.Tests.Comparison;

public sealed class RunSecondsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parts_of_a_run_add_up_and_a_stopped_one_counts()
    {
        RunSeconds.Add(folder.Path, Silent, _ => Thread.Sleep(20));
        double first = RunSeconds.Read(folder.Path);
        Assert.Throws<OperationCanceledException>(() => RunSeconds.Add(folder.Path, Silent, _ => { Thread.Sleep(20); throw new OperationCanceledException(); }));

        Assert.InRange(first, 0.02, 60);
        Assert.InRange(RunSeconds.Read(folder.Path) - first, 0.02, 60);
    }

    [Fact]
    public void What_is_killed_on_the_way_has_left_its_seconds()
    {
        double onTheWay = 0;
        List<string> told = [];

        RunSeconds.Add(
            folder.Path,
            (share, what) => told.Add($"{share} {what}"),
            tell =>
            {
                Thread.Sleep(20);
                tell(0.5, "half");
                onTheWay = RunSeconds.Read(folder.Path);
            },
            every: TimeSpan.Zero);

        Assert.InRange(onTheWay, 0.02, 60);
        Assert.Equal(["0.5 half"], told);
    }

    private static void Silent(double share, string what)
    {
    }
}
