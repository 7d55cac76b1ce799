namespace EventStereo.Search.Training;

/// <summary>The steps of a training run, the same for every task: when it validates, logs, keeps a checkpoint and stops.</summary>
public static class TrainingLoop
{
    /// <summary>Trains to the end, telling <paramref name="report"/> every step. On cancellation it leaves a checkpoint of the last step, or of the one before if that one is being validated, and throws.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the run can be resumed.</exception>
    public static void Run<TStep, TValidation>(ITrainingTask<TStep, TValidation> task, Action<TStep, TValidation?> report, CancellationToken cancellation)
        where TValidation : class
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(report);
        for (int step = task.StepsDone; step < task.TotalSteps; step++)
        {
            if (task.Stops(cancellation.IsCancellationRequested))
            {
                if (step > 0)
                {
                    task.SaveCheckpoint(step - 1);
                }

                throw new OperationCanceledException(cancellation);
            }

            bool ends = step + 1 == task.TotalSteps, validates = task.Validates && (ends || (step + 1) % task.ValidateEvery == 0);
            if (validates && step > task.StepsDone)
            {
                task.SaveCheckpoint(step - 1); // a validation may take long: stopped in it, the run goes on here and loses one step
            }

            TStep done = task.Train(step);
            TValidation? validation = validates ? task.Validate(done, cancellation) : null;
            task.Record(done, validation);
            report(done, validation);
            if (ends || (step + 1) % task.CheckpointEvery == 0)
            {
                task.SaveCheckpoint(step);
            }
        }
    }
}
