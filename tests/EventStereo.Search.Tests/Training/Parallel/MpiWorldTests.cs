using EventStereo.Search.Training.Parallel;

namespace EventStereo.Search.Tests.Training.Parallel;

public sealed class MpiWorldTests
{
    [Fact]
    public void Two_processes_sum_broadcast_and_agree() => MpiProcess.Run($"{typeof(MpiWorldTests).FullName}.{nameof(On_two_ranks)}");

    [Fact]
    public void A_process_that_no_launcher_started_joins_no_world()
    {
        Assert.SkipUnless(System.Runtime.InteropServices.NativeLibrary.TryLoad("libmpi.so.40", out _), "Open MPI is not installed (libmpi.so.40, Debian's libopenmpi3)");

        Assert.Contains("mpirun", Assert.Throws<InvalidOperationException>(() => MpiWorld.Join()).Message);
    }

    [Fact(Explicit = true)]
    public void On_two_ranks()
    {
        using MpiWorld world = MpiWorld.Join();
        Assert.Equal(2, world.Ranks);
        Assert.Equal(Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK"), $"{world.Rank}");

        float[] floats = [1 + world.Rank, 10];
        world.Sum(floats);
        Assert.Equal([3, 20], floats);

        // Longer than what goes in one call: its ends and the seam are summed once each.
        float[] many = new float[(1 << 24) + 3];
        Array.Fill(many, world.Rank + 1);
        world.Sum(many);
        Assert.Equal([3, 3, 3, 3], [many[0], many[(1 << 24) - 1], many[1 << 24], many[^1]]);

        double[] doubles = [0.5 * world.Rank];
        world.Sum(doubles);
        Assert.Equal([0.5], doubles);

        byte[] bytes = [(byte)(7 + world.Rank)];
        world.Broadcast(bytes);
        Assert.Equal([7], bytes);

        Assert.True(world.Any(world.Rank == 1));
        Assert.False(world.Any(false));
        world.RequireEqual([1, 2], "digests");
        Assert.Contains("on 1 of 2", Assert.Throws<InvalidOperationException>(() => world.RequireEqual([(byte)world.Rank], "digests")).Message);
        world.Barrier();
    }
}
