using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Several threads at once, the finalizer's among them.</summary>
public sealed class TorchThreadTests
{
    private const int Threads = 4;

    [Fact]
    public void Threads_compute_what_one_computes()
    {
        using Tensor shared = arange(1000, dtype: ScalarType.Float32);
        double[] sums = new double[Threads];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int i = 0; i < 100; i++)
            {
                using var scope = NewDisposeScope();
                sums[thread] = (shared * thread).sum().ToDouble();
            }
        });
        Assert.Equal(Enumerable.Range(0, Threads).Select(thread => 499500.0 * thread), sums);
    }

    [Fact]
    public void Tensor_is_disposed_on_another_thread_than_it_was_made_on()
    {
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        Tensor[] made = [.. Enumerable.Range(0, 100).Select(_ => ones(10))];
        Parallel.ForEach(made, tensor => tensor.Dispose());
        Assert.All(made, tensor => Assert.True(tensor.IsInvalid));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Tensor_disposed_by_all_threads_is_freed_once()
    {
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 50; i++)
        {
            Tensor tensor = ones(1000);
            Parallel.For(0, Threads, _ => tensor.Dispose());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Finalizers_run_beside_computing_threads()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        Parallel.For(0, Threads, _ =>
        {
            for (int i = 0; i < 300; i++)
            {
                Assert.Equal(64, (ones(8, 8) + 0).view(64).sum().ToInt64()); // four tensors a turn that nobody disposes
                if (i % 100 == 0)
                {
                    GC.Collect();
                }
            }
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount, before, before + (4 * Threads)); // the last of each thread may still be in a register
    }

    [Fact]
    public void Threads_other_than_the_main_one_get_large_blocks()
    {
        // Blocks beyond the 64 MB of a thread's own heap, with the allocator told to keep what is freed.
        double[] sums = new double[2];
        Parallel.For(0, 2, thread =>
        {
            for (int i = 0; i < 3; i++)
            {
                using Tensor large = ones(24 << 20);
                using Tensor sum = large.sum();
                sums[thread] = sum.ToDouble();
            }
        });
        Assert.Equal([24 << 20, 24 << 20], sums);
    }

    [Fact]
    public void Gradient_mode_is_each_threads_own()
    {
        using var off = no_grad();
        bool elsewhere = false;
        Thread other = new(() => elsewhere = is_grad_enabled());
        other.Start();
        other.Join();
        Assert.True(elsewhere);
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void Error_message_belongs_to_the_thread_that_made_it()
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int i = 0; i < 50; i++)
            {
                using Tensor tensor = ones(thread + 2);
                using Tensor other = ones(100);
                string message = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => tensor + other).Message;
                Assert.Contains($"({thread + 2})", message, StringComparison.Ordinal);
            }
        });
    }
}
