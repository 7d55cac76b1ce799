using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves and converts parameters and buffers; integer ones keep their type. What changes is replaced by a new tensor
            /// and the old one disposed, so an optimizer is made after this.
            /// </summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != _deviceType || (deviceType == DeviceType.CUDA && deviceIndex != _deviceIndex))
                {
                    _toEpilog(deviceType, deviceIndex, non_blocking);
                }

                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            /// <summary>Moves and converts to the type and the device of <paramref name="other"/>.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(other);
                return _to(other.device, other.dtype, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceType == DeviceType.CUDA ? deviceIndex : -1), non_blocking);

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (device is not null)
                {
                    InitializeDeviceType(device.type);
                }

                foreach (Module child in children())
                {
                    Convert(child, dtype, device, non_blocking);
                }

                Dictionary<string, FieldInfo> fields = ComponentFields(GetType()).ToDictionary(field => field.ComponentName());
                foreach ((string component, Parameter parameter) in named_parameters(false).ToList())
                {
                    if (ReplaceParameter(dtype, device, parameter, out Parameter? replacement))
                    {
                        parameter.Dispose();
                        ConditionallyRegisterParameter(component, replacement);
                        SetField(fields, component, replacement);
                    }
                }

                foreach ((string component, (Tensor buffer, bool persistent)) in _internal_buffers.ToArray<(string, (Tensor, bool))>())
                {
                    if (ReplaceBuffer(dtype, device, buffer, out Tensor? replacement))
                    {
                        ConditionallyRegisterBuffer(component, replacement, persistent);
                        SetField(fields, component, replacement);
                    }
                }

                if (device is not null)
                {
                    _deviceType = device.type;
                    _deviceIndex = device.index;
                }
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                ArgumentNullException.ThrowIfNull(buffer);
                (ScalarType type, Device place) = Target(dtype, device, buffer);
                result = Differs(buffer, type, place) ? buffer.to(type, place).DetachFromDisposeScope() : null;
                if (result is not null)
                {
                    buffer.Dispose();
                }

                return result is not null;
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                ArgumentNullException.ThrowIfNull(param);
                (ScalarType type, Device place) = Target(dtype, device, param);
                p = null;
                if (!Differs(param, type, place))
                {
                    return false;
                }

                // The move is no part of the graph: the new parameter is a leaf.
                using var noGrad = no_grad();
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                using Tensor? grad = param.grad;
                if (grad is not null)
                {
                    using Tensor moved = grad.to(type, place);
                    p.grad = moved;
                }

                return true;
            }

            private static void RequireFloating(ScalarType dtype)
            {
                if (!IsFloating(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}", nameof(dtype));
                }
            }

            private static bool IsFloating(ScalarType dtype) => dtype
                is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16 or ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

            private static void Convert(Module module, ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (device is null)
                {
                    module._to(dtype!.Value, non_blocking); // one of the two is always given
                }
                else if (dtype is null)
                {
                    module._to(device.type, device.index, non_blocking);
                }
                else
                {
                    module._to(device, dtype.Value, non_blocking);
                }
            }

            private static (ScalarType Type, Device Place) Target(ScalarType? dtype, Device? device, Tensor tensor) =>
                (dtype is ScalarType wanted && IsFloating(tensor.dtype) ? wanted : tensor.dtype, device ?? tensor.device);

            private static bool Differs(Tensor tensor, ScalarType type, Device place) =>
                tensor.dtype != type
                || tensor.device_type != place.type
                || (place.type == DeviceType.CUDA && place.index >= 0 && tensor.device_index != place.index);

            private void SetField(Dictionary<string, FieldInfo> fields, string component, Tensor? value)
            {
                if (fields.TryGetValue(component, out FieldInfo? field))
                {
                    field.SetValue(this, value);
                }
            }
        }
    }
}
