using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimizers with groups of parameters share: stepping, and saving and loading their state exactly.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults = new();
    protected OrderedDict<IntPtr, OptimizerState> _state = [];

    /// <summary>Makes an optimizer without parameters.</summary>
    public OptimizerHelper()
    {
    }

    /// <summary>The options and states themselves, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        StateDictionary dictionary = new();
        foreach (ParamGroup group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options!); // filled in when the group was added
            List<int> indices = [];
            foreach (Parameter parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }

            dictionary.StateIndexRef.Add(indices);
        }

        return dictionary;
    }

    /// <summary>Copies the options and states of another optimizer of this type over the same parameters.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        StateDictionary own = this.state_dict();
        RequireCounts(own, state_dict.Options.Count, state_dict.State.Count);
        for (int i = 0; i < own.Options.Count; i++)
        {
            if (!ReferenceEquals(own.Options[i], state_dict.Options[i]))
            {
                own.Options[i].LoadStateDict(state_dict.Options[i]);
            }
        }

        for (int i = 0; i < own.State.Count; i++)
        {
            if (!ReferenceEquals(own.State[i], state_dict.State[i]))
            {
                own.State[i].LoadStateDict(state_dict.State[i]);
            }
        }
    }

    /// <summary>Writes options and states to a file.</summary>
    public void save_state_dict(string location)
    {
        using FileStream stream = File.Create(location);
        using BinaryWriter writer = new(stream);
        save_state_dict(writer);
    }

    /// <summary>Writes options and states, so that training that loads them goes on exactly.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        StateDictionary dictionary = state_dict();
        writer.Write(GetType().Name);
        TensorStream.WriteLength(writer, dictionary.Options.Count);
        TensorStream.WriteLength(writer, dictionary.State.Count);
        dictionary.Options.ForEach(options => options.SaveStateDict(writer));
        dictionary.State.ForEach(state => state.SaveStateDict(writer));
    }

    /// <summary>Reads what <see cref="save_state_dict(string)"/> wrote.</summary>
    public void load_state_dict(string location)
    {
        using FileStream stream = File.OpenRead(location);
        using BinaryReader reader = new(stream);
        load_state_dict(reader);
    }

    /// <summary>Reads what <see cref="save_state_dict(BinaryWriter)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It was written by another optimizer.</exception>
    /// <exception cref="ArgumentException">It was written with other groups or another number of parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TensorStream.Reading(() => Load(reader));
    }

    /// <summary>Moves the state to where the parameters have gone.</summary>
    public void to(Device device)
    {
        foreach (OptimizerState state in _state.values())
        {
            state.to(device);
        }
    }

    /// <summary>Adds parameters with options of their own; what is not given there is the optimizer's.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        Parameter[] members = [.. param_group.Parameters];
        param_group.Parameters = members;
        param_group.Options ??= NewOptions();
        param_group.Options.Complete(_defaults);
        foreach (Parameter parameter in members)
        {
            if (_state.ContainsKey(parameter.Handle))
            {
                throw new ArgumentException("some parameters appear in more than one parameter group", nameof(param_group));
            }

            OptimizerState state = NewState(parameter);
            state.Initialize(param_group.Options);
            _state.Add(parameter.Handle, state);
        }

        _parameter_groups.Add(param_group);
    }

    /// <summary>
    /// Runs <paramref name="loss_closure"/> with gradients, then <paramref name="body"/> on each group without them and in a dispose scope of its own.
    /// </summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        ArgumentNullException.ThrowIfNull(body);
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var grad = enable_grad();
            loss = loss_closure();
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups)
        {
            body((T)group);
        }

        return loss;
    }

    /// <summary>Options of the optimizer's own type with nothing given.</summary>
    private protected abstract OptimizerOptions NewOptions();

    /// <summary>The state of one parameter.</summary>
    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Begins with the defaults and the given groups.</summary>
    private protected void Start(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
    {
        if (defaults.LearningRate is not >= 0)
        {
            throw new ArgumentException($"Invalid learning rate: {defaults.LearningRate}");
        }

        defaults.InitialLearningRate = defaults.LearningRate ?? 0;
        _defaults = defaults;
        foreach (ParamGroup group in groups)
        {
            add_param_group(group);
        }
    }

    /// <summary>Calls <paramref name="update"/> on each parameter of a group that has a gradient.</summary>
    private protected void ForEachGradient<TState>(ParamGroup group, Action<Parameter, Tensor, TState> update)
        where TState : OptimizerState
    {
        foreach (Parameter parameter in group.Parameters)
        {
            if (parameter.grad is Tensor grad)
            {
                update(parameter, grad, (TState)_state[parameter.Handle]);
            }
        }
    }

    /// <summary>Releases the state of every parameter.</summary>
    private protected void DisposeState()
    {
        foreach (OptimizerState state in _state.values())
        {
            (state as IDisposable)?.Dispose();
        }

        _state.Clear();
    }

    private void Load(BinaryReader reader)
    {
        string writtenBy = reader.ReadString();
        if (writtenBy != GetType().Name)
        {
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{writtenBy}' in the loaded stream.");
        }

        StateDictionary dictionary = state_dict();
        RequireCounts(dictionary, TensorStream.ReadLength(reader), TensorStream.ReadLength(reader));
        dictionary.Options.ForEach(options => options.LoadStateDict(reader));
        dictionary.State.ForEach(state => state.LoadStateDict(reader));
    }

    private static void RequireCounts(StateDictionary own, long groups, long states)
    {
        if (groups != own.Options.Count)
        {
            throw new ArgumentException($"Invalid optimizer state -- different number of parameter groups: {groups} instead of {own.Options.Count}.");
        }

        if (states != own.State.Count)
        {
            throw new ArgumentException($"Invalid optimizer state -- different number of states: {states} instead of {own.State.Count}.");
        }
    }
}
