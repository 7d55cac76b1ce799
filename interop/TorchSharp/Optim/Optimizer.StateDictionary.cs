using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            /// <summary>What an optimizer knows beside its parameters: the options of each group and the state of each parameter, in order.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>One a group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>One a parameter, over all groups.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, where its parameters' entries of <see cref="State"/> are.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
