namespace EventStereo.Interop.Tests.PublishedApi;

/// <summary>Names of types as the listings of published packages write them: C#'s keywords, no namespaces, enclosing types before a dot.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The short name, with enclosing types and generic arguments: <c>torch.nn.Module&lt;T, TResult&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (type.HasElementType)
        {
            string element = Of(type.GetElementType()!); // has one, by the test above
            return type.IsArray ? $"{element}[{new string(',', type.GetArrayRank() - 1)}]" : type.IsPointer ? element + "*" : element;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return type.IsGenericParameter ? type.Name : Keywords.TryGetValue(type, out string? keyword) ? keyword : Path(type) + Arguments(type);
    }

    /// <summary>The name with its namespace, by which a listing begins a type's paragraph.</summary>
    public static string Full(Type type) => $"{type.Namespace}.{Of(type)}";

    /// <summary>The word or words before a type's name.</summary>
    public static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    /// <summary>Base class and interfaces, as far as the listings have them: they leave out interfaces nested in a class, and collections of tuples.</summary>
    public static IEnumerable<string> Ancestors(Type type)
    {
        if (type.IsEnum || Kind(type) == "delegate")
        {
            return [];
        }

        IEnumerable<Type> bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : [];
        return bases.Select(Of).Concat(type.GetInterfaces().Where(one => !one.IsNested).Select(Of).Where(name => !name.Contains("<ValueTuple<", StringComparison.Ordinal)));
    }

    private static string Path(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type.DeclaringType is { } enclosing ? $"{Path(enclosing)}.{name}" : name;
    }

    private static string Arguments(Type type) =>
        type.GetGenericArguments() is { Length: > 0 } arguments ? $"<{string.Join(", ", arguments.Select(Of))}>" : "";
}
