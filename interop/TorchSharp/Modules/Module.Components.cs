using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters with their names, this module's first; one that is registered twice comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Parameter> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string own, Parameter parameter) in _internal_params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter))
                    {
                        yield return (own, parameter);
                    }
                }

                foreach ((string child, Module module) in recurse ? named_children() : [])
                {
                    foreach ((string below, Parameter parameter) in module.named_parameters(true))
                    {
                        if (seen.Add(parameter))
                        {
                            yield return ($"{child}.{below}", parameter);
                        }
                    }
                }
            }

            /// <summary>Buffers with their names, this module's first; one that is registered twice comes once.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string own, (Tensor buffer, bool persistent)) in _internal_buffers)
                {
                    if ((persistent || include_nonpersistent) && !buffer.IsInvalid && seen.Add(buffer))
                    {
                        yield return (own, buffer);
                    }
                }

                foreach ((string child, Module module) in recurse ? named_children() : [])
                {
                    foreach ((string below, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer))
                        {
                            yield return ($"{child}.{below}", buffer);
                        }
                    }
                }
            }

            /// <summary>Parameters of this module and, with <paramref name="recurse"/>, of all below it.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(item => item.parameter);

            /// <summary>Buffers of this module and, with <paramref name="recurse"/>, of all below it.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            /// <summary>The immediate submodules with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>The immediate submodules.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(item => item.module);

            /// <summary>All modules below this one with their names: the children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string, Module) child in named_children())
                {
                    yield return child;
                }

                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Module descendant) in module.named_modules())
                    {
                        yield return ($"{child}.{below}", descendant);
                    }
                }
            }

            /// <summary>All modules below this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>Whether a parameter of this dotted name exists.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether a buffer of this dotted name exists.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of this dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (_internal_params.TryGetValue(target, out Parameter? parameter))
                {
                    return parameter;
                }

                return ChildOf(target, out string below)?.get_parameter(below);
            }

            /// <summary>The buffer of this dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (_internal_buffers.TryGetValue(target, out (Tensor Buffer, bool Persistent) entry))
                {
                    return entry.Buffer;
                }

                return ChildOf(target, out string below)?.get_buffer(below);
            }

            private Module? ChildOf(string target, out string below)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                below = target[(dot + 1)..];
                return dot > 0 && _internal_submodules.TryGetValue(target[..dot], out Module? child) ? child : null;
            }
        }
    }
}
