using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace EventStereo.Interop.Tests;

/// <summary>Types and members as the listings of published signatures write them: C#'s short names, no nullability, defaults as numbers.</summary>
internal static class SignaturePrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(char)] = "char",
        [typeof(string)] = "string", [typeof(object)] = "object",
    };

    /// <summary>The line that begins a type's paragraph, without its bases.</summary>
    public static string Header(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsValueType ? "struct"
            : type.IsInterface ? "interface"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : string.Empty;
        return $"{kind} {type.Namespace}.{Nested(type)}{arguments}";
    }

    /// <summary>The type's public and protected members.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name}={Number(Enum.Parse(type, name))}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [Method(type.GetMethod("Invoke")!)]; // every delegate has it
        }

        return
        [
            .. type.GetFields(Declared).Where(field => Visible(field.IsPublic, field.IsFamily, field.IsFamilyOrAssembly)).Select(Field),
            .. type.GetConstructors(Declared).Where(made => !made.IsStatic && IsVisible(made)).Select(made => $"{Access(made)}new({Parameters(made)})"),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)).Select(Property),
            .. type.GetMethods(Declared).Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Method),
        ];
    }

    private static bool Visible(bool isPublic, bool isFamily, bool isFamilyOrAssembly) => isPublic || isFamily || isFamilyOrAssembly;

    private static bool IsVisible(MethodBase method) => Visible(method.IsPublic, method.IsFamily, method.IsFamilyOrAssembly);

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Field(FieldInfo field) =>
        $"{(field.IsPublic ? string.Empty : "protected ")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(true).Where(IsVisible)];
        string name = property.GetIndexParameters() is { Length: > 0 } indices ? $"this[{string.Join(", ", indices.Select(Parameter))}]" : property.Name;
        string access = accessors.Any(accessor => accessor.IsPublic) ? string.Empty : "protected ";
        string get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : string.Empty;
        string set = property.SetMethod is { } setter && IsVisible(setter) ? "set; " : string.Empty;
        return $"{access}{(accessors[0].IsStatic ? "static " : string.Empty)}{Name(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        string kind = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty;
        if (method.DeclaringType!.IsSubclassOf(typeof(Delegate))) // a method has a type
        {
            kind = string.Empty;
        }

        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
        return $"{Access(method)}{kind}{Name(method.ReturnType)} {method.Name}{arguments}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : string.Empty) + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string modifier = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params "
            : parameter.IsOut ? "out " // also an array with [Out], as the listings have it
            : !parameter.ParameterType.IsByRef ? string.Empty
            : parameter.IsIn ? "in "
            : "ref ";
        string text = $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Value(parameter.RawDefaultValue)}" : text;
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Number(value),
    };

    private static string Number(object value) =>
        value is Enum ? Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture).ToString()! // an integer has a text
        : Convert.ToString(value, CultureInfo.InvariantCulture)!; // likewise

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return Name(type.GetElementType()!) + (type.IsPointer ? "*" : string.Empty); // both have one
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"; // an array has one
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : string.Empty;
        return (Keywords.GetValueOrDefault(type) ?? Nested(type)) + arguments;
    }

    // The names of the types around and of the type itself, without counts of generic parameters.
    private static string Nested(Type type)
    {
        StringBuilder name = new(type.Name.Split('`')[0]);
        for (Type? outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType)
        {
            name.Insert(0, outer.Name.Split('`')[0] + ".");
        }

        return name.ToString();
    }
}
