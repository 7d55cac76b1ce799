namespace TorchSharp.Utils;

/// <summary>The name under which a field of a module is registered, where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    /// <summary>Makes the attribute; set <see cref="Name"/>.</summary>
    public ComponentNameAttribute()
    {
    }

    /// <summary>The component's name.</summary>
    public string Name { get; set; } = string.Empty;
}
