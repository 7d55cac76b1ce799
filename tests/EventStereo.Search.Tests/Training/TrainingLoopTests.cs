using EventStereo.Search.Training;

namespace EventStereo.Search.Tests.Training;

public sealed class TrainingLoopTests
{
    [Fact]
    public void Validates_and_keeps_checkpoints_at_their_steps_and_before_a_validation()
    {
        Task task = new();

        TrainingLoop.Run(task, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal("t0 r0 t1 r1 s1 s1 t2 v2 r2 t3 r3 s3 t4 r4 s4 t5 v5 r5 s5 t6 r6 s6 t7 v7 r7 s7", string.Join(' ', task.Done));
    }

    [Fact]
    public void With_nothing_to_validate_on_it_does_not()
    {
        Task task = new() { HasHeldOut = false };

        TrainingLoop.Run(task, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal("t0 r0 t1 r1 s1 t2 r2 t3 r3 s3 t4 r4 t5 r5 s5 t6 r6 t7 r7 s7", string.Join(' ', task.Done));
    }

    [Fact]
    public void Stopped_in_a_validation_it_goes_on_before_the_step_that_was_validated()
    {
        using CancellationTokenSource stop = new();
        Task task = new() { OnValidate = step => StopAt(step, "5", stop) };

        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(task, (_, _) => { }, stop.Token));
        Assert.Equal("s4 t5 v5", string.Join(' ', task.Done.TakeLast(3)));
        Task rest = new() { StepsDone = 5 };
        TrainingLoop.Run(rest, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal("t5 v5 r5", string.Join(' ', rest.Done.Take(3)));
    }

    [Fact]
    public void Stopped_between_steps_it_leaves_a_checkpoint_of_the_last()
    {
        using CancellationTokenSource stop = new();
        Task task = new();

        Assert.Throws<OperationCanceledException>(() => TrainingLoop.Run(task, (step, _) => StopAt(step, "3", stop), stop.Token));

        Assert.Equal("t3 r3 s3 s3", string.Join(' ', task.Done.TakeLast(4))); // it was due as well
    }

    private static void StopAt(string step, string at, CancellationTokenSource stop)
    {
        if (step == at)
        {
            stop.Cancel();
        }
    }

    /// <summary>Eight steps, a validation every third and a checkpoint every other one; it notes what is done to it.</summary>
    private sealed class Task : ITrainingTask<string, string>
    {
        public List<string> Done { get; } = [];

        public Action<string> OnValidate { get; init; } = _ => { };

        public int TotalSteps => 8;

        public int StepsDone { get; init; }

        public int CheckpointEvery => 2;

        public bool HasHeldOut { get; init; } = true;

        public bool Validates => HasHeldOut;

        public int ValidateEvery => 3;

        public bool Stops(bool cancelled) => cancelled;

        public string Train(int index) => Note("t", index);

        public string? Validate(string done, CancellationToken cancellation)
        {
            Done.Add($"v{done}");
            OnValidate(done);
            cancellation.ThrowIfCancellationRequested();
            return done;
        }

        public void Record(string done, string? validation) => Done.Add($"r{done}");

        public void SaveCheckpoint(int index) => Note("s", index);

        private string Note(string what, int index)
        {
            string number = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Done.Add(what + number);
            return number;
        }
    }
}
