using static TorchSharp.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One call of a managed autograd function: what its node in the graph holds.</summary>
internal sealed unsafe class FunctionCall(FunctionHalves halves, object[] arguments) : IDisposable
{
    private readonly autograd.AutogradContext context = new();
    private readonly bool[] isTensor = Array.ConvertAll(arguments, argument => argument is Tensor);
    private object[]? arguments = arguments;
    private List<Tensor> outputs = [];

    /// <summary>Runs the forward; its results go to the native list.</summary>
    public void Forward(nint native, nint results)
    {
        context.Native = native;
        using DisposeScope scope = NewDisposeScope();
        try
        {
            outputs = halves.Forward(context, arguments ?? throw new InvalidOperationException("A forward runs once"));
            foreach (Tensor output in outputs)
            {
                ts_autograd_push(results, output.Handle);
                scope.MoveToOuter(output);
            }
        }
        finally
        {
            context.Native = 0;
            arguments = null; // the graph must not keep inputs that were not saved
        }
    }

    /// <summary>Runs the backward on gradients whose handles it takes over; one gradient an input goes to the native list.</summary>
    public void Backward(nint native, ReadOnlySpan<nint> grads, nint results)
    {
        context.Native = native;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            List<Tensor> incoming = [];
            foreach (nint grad in grads)
            {
                incoming.Add(grad == 0 ? null! : Tensor.Own(grad)); // null only where the function asked for that
            }

            List<Tensor> outgoing = halves.Backward(context, incoming);
            if (outgoing.Count != isTensor.Length)
            {
                throw new InvalidOperationException($"The backward of {halves.Name} returned {outgoing.Count} gradients for {isTensor.Length} arguments");
            }

            for (int i = 0; i < isTensor.Length; i++)
            {
                if (isTensor[i])
                {
                    ts_autograd_push(results, outgoing[i]?.Handle ?? 0);
                }
                else if (outgoing[i] is not null)
                {
                    throw new InvalidOperationException($"The backward of {halves.Name} returned a gradient for argument {i}, which is no tensor");
                }
            }
        }
        finally
        {
            context.Native = 0;
        }
    }

    /// <summary>Lets go of what the function saved beside tensors.</summary>
    public void Dispose() => context.Dispose();

    /// <summary>The results as they are in the graph: the forward's own objects where these are the tensors.</summary>
    public List<Tensor> Results(ReadOnlySpan<nint> handles)
    {
        List<Tensor> results = [];
        for (int i = 0; i < handles.Length; i++)
        {
            if (i < outputs.Count && !outputs[i].IsInvalid && outputs[i].Handle == handles[i])
            {
                ts_free(handles[i]);
                results.Add(outputs[i]);
            }
            else
            {
                results.Add(Tensor.Own(handles[i]));
            }
        }

        outputs = [];
        return results;
    }
}
