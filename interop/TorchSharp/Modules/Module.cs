using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: it owns parameters, buffers and submodules, each under a name. <see cref="RegisterComponents"/>,
        /// called last in the constructor, registers what the fields hold. What is registered belongs to the module: it leaves
        /// the dispose scope in which it was made and lives until the module is disposed.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = [];
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected string? name;
            private bool isTraining = true;

            /// <summary>Makes a module of the given name, which is for messages only.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module is in training mode, which matters to normalisation and dropout.</summary>
            public virtual bool training => isTraining;

            /// <summary>The name given at construction, or the type's.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Sets the training mode of the module and of all below it.</summary>
            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (Module child in children())
                {
                    child.train(train);
                }
            }

            /// <summary>Leaves the training mode.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls <paramref name="fn"/> on every module below this one, children first, and on this one last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module child in children())
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>Removes the gradients, or sets them to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    using Tensor? grad = parameter.grad;
                    if (grad is null)
                    {
                        continue;
                    }

                    if (set_to_none)
                    {
                        parameter.grad = null;
                    }
                    else
                    {
                        grad.zero_();
                    }
                }
            }

            /// <summary>Disposes the parameters, the buffers and the submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach ((Tensor buffer, _) in _internal_buffers.values())
                {
                    buffer.Dispose();
                }

                foreach (Parameter parameter in _internal_params.values())
                {
                    parameter.Dispose();
                }

                foreach (Module child in _internal_submodules.values())
                {
                    child.Dispose();
                }
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? CPU, dtype ?? ScalarType.Float32);

            /// <summary>The instance fields of a type and of its bases, the most derived first, one a name.</summary>
            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                HashSet<string> seen = [];
                for (Type? current = type; current is not null && current != typeof(Module); current = current.BaseType)
                {
                    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                    foreach (FieldInfo field in current.GetFields(Declared))
                    {
                        if (seen.Add(field.ComponentName()))
                        {
                            yield return field;
                        }
                    }
                }
            }
        }
    }
}
