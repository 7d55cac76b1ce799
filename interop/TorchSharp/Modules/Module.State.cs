using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by their dotted names: the module's own tensors, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string own, Parameter parameter) in named_parameters())
                {
                    destination.TryAdd(Prefixed(prefix, own), parameter);
                }

                foreach ((string own, Tensor buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.TryAdd(Prefixed(prefix, own), buffer);
                }

                foreach ((string child, Module module) in named_children())
                {
                    module.state_dict(destination, Prefixed(prefix, child));
                }

                return destination;
            }

            /// <summary>
            /// Copies the values of <paramref name="source"/> into this module's parameters and buffers; returns the names that
            /// it lacks and those that this module lacks. Nothing is copied when it throws.
            /// </summary>
            /// <exception cref="InvalidOperationException">With <paramref name="strict"/>, the names differ; or a shape differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                HashSet<string> skipped = [.. skip ?? []];
                Dictionary<string, Tensor> destination = state_dict();
                List<string> unexpected = [.. source.Keys.Where(key => !skipped.Contains(key) && !destination.ContainsKey(key))];
                List<string> missing = [.. destination.Keys.Where(key => !skipped.Contains(key) && !source.ContainsKey(key))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The loaded state_dict is not identical to the target dictionary. Missing: [{string.Join(", ", missing)}]; unexpected: [{string.Join(", ", unexpected)}].");
                }

                string[] shared = [.. source.Keys.Where(key => !skipped.Contains(key) && destination.ContainsKey(key))];
                foreach (string key in shared)
                {
                    // A copy broadcasts; a weight of another shape must not slip in that way.
                    if (!source[key].shape.SequenceEqual(destination[key].shape))
                    {
                        throw new InvalidOperationException(
                            $"'{key}' has shape [{string.Join(", ", source[key].shape)}] in the loaded state_dict and [{string.Join(", ", destination[key].shape)}] in the module.");
                    }
                }

                using var noGrad = no_grad();
                foreach (string key in shared)
                {
                    destination[key].copy_(source[key]);
                }

                return (missing, unexpected);
            }

            /// <summary>Writes the state dictionary, but the names in <paramref name="skip"/>, to a file.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                using FileStream stream = File.Create(location);
                return save(stream, skip);
            }

            /// <summary>Writes the state dictionary, but the names in <paramref name="skip"/>, and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(stream);
                return save(writer, skip);
            }

            /// <summary>Writes the state dictionary, but the names in <paramref name="skip"/>.</summary>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes a state dictionary, but the names in <paramref name="skip"/>: the count of entries, then name and tensor of each.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                ArgumentNullException.ThrowIfNull(sd);
                KeyValuePair<string, Tensor>[] entries = [.. sd.Where(entry => skip is null || !skip.Contains(entry.Key))];
                TensorStream.WriteLength(writer, entries.Length);
                foreach ((string key, Tensor value) in entries)
                {
                    writer.Write(key);
                    TensorStream.Write(writer, value);
                }
            }

            /// <summary>Reads into this module what <see cref="save(string, IList{string})"/> wrote.</summary>
            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            /// <summary>Reads into this module what <see cref="save(Stream, IList{string})"/> wrote, and closes the stream.</summary>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using BinaryReader reader = new(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>
            /// Reads into this module what <see cref="save(BinaryWriter, IList{string})"/> wrote. With <paramref name="strict"/>
            /// the names must be this module's; those in <paramref name="skip"/> are read and dropped.
            /// <paramref name="loadedParameters"/> receives each name and whether this module has it.
            /// </summary>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                TensorStream.Reading(() => Load(reader, strict, skip, loadedParameters));
                return this;
            }

            /// <summary>Makes a module and reads its state from a file.</summary>
            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);

            private void Load(BinaryReader reader, bool strict, IList<string>? skip, Dictionary<string, bool>? loadedParameters)
            {
                Dictionary<string, Tensor> target = state_dict();
                long entries = TensorStream.ReadLength(reader);
                if (strict && entries != target.Count)
                {
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {target.Count}, but found {entries} entries.");
                }

                using var noGrad = no_grad();
                for (long i = 0; i < entries; i++)
                {
                    string key = reader.ReadString();
                    bool found = target.TryGetValue(key, out Tensor? value);
                    if (!found && strict)
                    {
                        throw new ArgumentException($"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'");
                    }

                    using Tensor read = TensorStream.Read(reader);
                    if (found && (skip is null || !skip.Contains(key)))
                    {
                        TensorStream.CopyInto(value!, read, key); // found says that it is there
                    }

                    loadedParameters?.Add(key, found);
                }
            }

            private static string Prefixed(string? prefix, string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";
        }
    }
}
