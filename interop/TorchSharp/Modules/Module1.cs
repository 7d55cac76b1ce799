namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose forward pass takes one argument.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The forward pass without hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>The forward pass between the hooks.</summary>
            public TResult call(T input)
            {
                foreach (Action<Module> hook in module_pre_hooks.Values)
                {
                    hook(this);
                }

                foreach (Func<Module<T, TResult>, T, T> hook in pre_hooks.Values)
                {
                    input = hook(this, input) ?? input;
                }

                TResult result = forward(input);
                foreach (Func<Module<T, TResult>, T, TResult, TResult> hook in post_hooks.Values)
                {
                    result = hook(this, input, result) ?? result;
                }

                foreach (Action<Module> hook in module_post_hooks.Values)
                {
                    hook(this);
                }

                return result;
            }
        }
    }
}
