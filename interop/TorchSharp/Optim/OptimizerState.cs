using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer keeps for one parameter. Its tensors belong to no dispose scope; disposing the optimizer disposes them.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Begins anew.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    /// <summary>Copies another state's values.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether another state's numbers are close to these.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the state to a device.</summary>
    public virtual void to(Device device)
    {
    }

    /// <summary>Writes whether there is a tensor, and the tensor.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(tensor is not null);
        if (tensor is not null)
        {
            TensorStream.Write(writer, tensor);
        }
    }

    /// <summary>Reads what <see cref="SaveConditionalStateTensor"/> wrote in place of <paramref name="result"/>, onto a device.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Tensor? read = reader.ReadBoolean() ? TensorStream.Read(reader) : null;
        result?.Dispose();
        result = read;
        Move(ref result, device);
    }

    /// <summary>Reads a tensor that must be there and be of the parameter's shape, in place of <paramref name="current"/>.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    private protected Tensor LoadStateTensor(BinaryReader reader, Tensor current)
    {
        Tensor? read = null;
        LoadConditionalStateTensor(reader, ref read, _parameter.device);
        if (read is null || !read.shape.SequenceEqual(_parameter.shape))
        {
            read?.Dispose();
            throw new InvalidDataException($"The state of a parameter of shape [{string.Join(", ", _parameter.shape)}] is missing or of another shape");
        }

        current.Dispose();
        return read;
    }

    /// <summary>A tensor of the parameter's kind, all zeros, that belongs to no scope.</summary>
    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    /// <summary>Puts a copy of <paramref name="source"/> on this parameter's device in place of <paramref name="target"/>.</summary>
    private protected void Copy(ref Tensor? target, Tensor? source)
    {
        Tensor? copy = source?.detach().clone().DetachFromDisposeScope();
        target?.Dispose();
        target = copy;
        Move(ref target, _parameter.device);
    }

    /// <summary>Moves a tensor, if there is one and it is elsewhere.</summary>
    private protected static void Move(ref Tensor? tensor, Device device)
    {
        if (tensor is not null && (tensor.device_type != device.type || (device.index >= 0 && tensor.device_index != device.index)))
        {
            Tensor moved = tensor.to(device).DetachFromDisposeScope();
            tensor.Dispose();
            tensor = moved;
        }
    }

    private protected static bool Close(Tensor? one, Tensor? other) => one is null || other is null ? one is null && other is null : one.allclose(other);

    /// <summary>The state as that of one optimizer.</summary>
    /// <exception cref="ArgumentException">It is another's.</exception>
    private protected static T As<T>(OptimizerState state)
        where T : OptimizerState =>
        state as T ?? throw new ArgumentException($"A state of type {state?.GetType().FullName ?? "null"} where {typeof(T).FullName} is needed", nameof(state));
}
