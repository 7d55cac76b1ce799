namespace TorchSharp.Modules;

/// <summary>What every optimizer's options have.</summary>
public class OptimizerOptions
{
    /// <summary>Makes options without a learning rate: the optimizer's is taken.</summary>
    public OptimizerOptions()
    {
    }

    public double? LearningRate { get; set; }

    /// <summary>The learning rate at the beginning, from which schedules reckon.</summary>
    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate ?? InitialLearningRate);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }

    /// <summary>Fills in what is not given from an optimizer's defaults.</summary>
    internal virtual void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = LearningRate ?? 0;
    }

    /// <summary>The options as those of one optimizer.</summary>
    /// <exception cref="ArgumentException">They are another's.</exception>
    internal static T As<T>(OptimizerOptions options)
        where T : OptimizerOptions =>
        options as T ?? throw new ArgumentException($"Options of type {options?.GetType().FullName ?? "null"} where {typeof(T).FullName} is needed", nameof(options));
}
