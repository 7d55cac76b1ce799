using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// One ATen operator, found in libtorch's dispatcher by its schema name at its first call. Arguments follow the schema's order,
/// those left off take its defaults. Calls allocate nothing but the result: arguments travel on the stack.
/// </summary>
/// <param name="name">The schema's name after <c>aten::</c>.</param>
/// <param name="overload">The schema's overload name, empty for the first.</param>
internal sealed unsafe class Op(string name, string overload = "")
{
    private const int StackWords = 128;
    private nint handle;

    /// <summary>The operator's name in the dispatcher.</summary>
    public string FullName => overload.Length == 0 ? $"aten::{name}" : $"aten::{name}.{overload}";

    /// <summary>Finds the operator; throws if this libtorch has none of that name.</summary>
    public nint Resolve()
    {
        if (handle == 0)
        {
            nint found;
            Check(ts_op_find("aten::" + name, overload, &found));
            handle = found;
        }

        return handle;
    }

    /// <summary>The operator's one result.</summary>
    public Tensor Call(params ReadOnlySpan<Arg> args)
    {
        NativeValue result;
        Invoke(args, &result, 1);
        return Tensor.Own(result);
    }

    /// <summary>The operator's first two results.</summary>
    public (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Arg> args)
    {
        NativeValue* results = stackalloc NativeValue[2];
        Invoke(args, results, 2);
        return (Tensor.Own(results[0]), Tensor.Own(results[1]));
    }

    /// <summary>The operator's first three results.</summary>
    public (Tensor First, Tensor Second, Tensor Third) CallTriple(params ReadOnlySpan<Arg> args)
    {
        NativeValue* results = stackalloc NativeValue[3];
        Invoke(args, results, 3);
        return (Tensor.Own(results[0]), Tensor.Own(results[1]), Tensor.Own(results[2]));
    }

    /// <summary>The operator's result where that is a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Arg> args)
    {
        NativeValue result;
        Invoke(args, &result, 1);
        NativeValue* items = (NativeValue*)result.Bits;
        Tensor[] tensors = new Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = Tensor.Own(items[i]);
        }

        ts_list_free((nint)items);
        return tensors;
    }

    /// <summary>The operator's result where that is a number.</summary>
    public NativeValue CallValue(params ReadOnlySpan<Arg> args)
    {
        NativeValue result;
        Invoke(args, &result, 1);
        return result;
    }

    /// <summary>Runs an operator that works in place and returns the tensor that it changed.</summary>
    public Tensor Change(Tensor self, params ReadOnlySpan<Arg> rest)
    {
        ArgBuffer buffer = default;
        buffer[0] = self;
        rest.CopyTo(buffer[1..]);
        Invoke(buffer[..(rest.Length + 1)], null, 0);
        return self;
    }

    private void Invoke(ReadOnlySpan<Arg> args, NativeValue* results, int wanted)
    {
        int words = 0;
        foreach (Arg arg in args)
        {
            words += Words(arg);
        }

        Span<long> buffer = words <= StackWords ? stackalloc long[StackWords] : new long[words];
        NativeValue* values = stackalloc NativeValue[args.Length];
        fixed (long* start = buffer)
        {
            long* free = start;
            for (int i = 0; i < args.Length; i++)
            {
                values[i] = Marshal(args[i], ref free);
            }

            Check(ts_op_call(Resolve(), values, args.Length, results, wanted));
        }

        foreach (Arg arg in args)
        {
            GC.KeepAlive(arg.Reference);
        }
    }

    private static int Words(in Arg arg) => arg.Kind switch
    {
        ValueKind.IntList or ValueKind.DoubleList or ValueKind.TensorList or ValueKind.OptionalTensorList => ((Array)arg.Reference!).Length, // set with these kinds
        ValueKind.String => (Encoding.UTF8.GetMaxByteCount(((string)arg.Reference!).Length) / sizeof(long)) + 1, // set with this kind
        _ => 0,
    };

    private static NativeValue Marshal(in Arg arg, ref long* free)
    {
        NativeValue value = new() { Kind = arg.Kind, Bits = arg.Bits };
        switch (arg.Reference)
        {
            case Tensor tensor:
                value.Bits = tensor.Handle;
                break;
            case Generator generator:
                value.Bits = generator.Handle;
                break;
            case Device device:
                (value.Bits, value.Count) = ((long)device.type, device.index);
                break;
            case string text:
                value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(free, Encoding.UTF8.GetMaxByteCount(text.Length)));
                value.Bits = (long)free;
                free += Words(arg);
                break;
            case Array list:
                CopyList(list, free);
                (value.Count, value.Bits) = (list.Length, (long)free);
                free += list.Length;
                break;
        }

        return value;
    }

    private static void CopyList(Array list, long* free)
    {
        switch (list)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(free, integers.Length));
                break;
            case double[] reals:
                reals.CopyTo(new Span<double>(free, reals.Length));
                break;
            case Tensor?[] tensors:
                for (int i = 0; i < tensors.Length; i++)
                {
                    free[i] = tensors[i]?.Handle ?? 0;
                }

                break;
        }
    }

    [InlineArray(12)]
    private struct ArgBuffer
    {
        private Arg first;
    }
}
