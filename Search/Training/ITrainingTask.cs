namespace EventStereo.Search.Training;

/// <summary>What a training run does of its own; <see cref="TrainingLoop"/> does the rest.</summary>
/// <typeparam name="TStep">What a step tells.</typeparam>
/// <typeparam name="TValidation">What a validation tells.</typeparam>
public interface ITrainingTask<TStep, TValidation>
    where TValidation : class
{
    /// <summary>Steps of the whole run.</summary>
    int TotalSteps { get; }

    /// <summary>Steps that were done before this start.</summary>
    int StepsDone { get; }

    /// <summary>Steps between two checkpoints.</summary>
    int CheckpointEvery { get; }

    /// <summary>Whether there is anything to validate on.</summary>
    bool Validates { get; }

    /// <summary>Steps between two validations.</summary>
    int ValidateEvery { get; }

    /// <summary>Whether the run is to stop: <paramref name="cancelled"/> here or, of several processes, anywhere.</summary>
    bool Stops(bool cancelled);

    /// <summary>Does step <paramref name="index"/>, from 0.</summary>
    TStep Train(int index);

    /// <summary>Validates after <paramref name="done"/>; null where that is the work of another process.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> came; the step is done again after the checkpoint before it.</exception>
    TValidation? Validate(TStep done, CancellationToken cancellation);

    /// <summary>Takes a step into the run's progress and its logs.</summary>
    void Record(TStep done, TValidation? validation);

    /// <summary>Writes the checkpoint after step <paramref name="index"/>.</summary>
    void SaveCheckpoint(int index);
}
