using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>How a field of a module is named in its state dictionary.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name that <see cref="ComponentNameAttribute"/> gives, or the field's own.</summary>
    public static string ComponentName(this FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GetCustomAttribute<ComponentNameAttribute>()?.Name is { Length: > 0 } name ? name : field.Name;
    }
}
