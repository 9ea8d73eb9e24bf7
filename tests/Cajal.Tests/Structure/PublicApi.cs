using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cajal.Tests.Structure;

/// <summary>All that an assembly shows to the world, as text: a line for each type and member, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines(Assembly assembly) =>
        assembly.GetExportedTypes().Where(IsWritten).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type) => type.GetMembers(Declared)
        .Select(Line)
        .OfType<string>()
        .Order(StringComparer.Ordinal)
        .Select(line => "    " + line)
        .Prepend($"{Kind(type)} {Name(type)}{Bases(type)}");

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        IEnumerable<Type> bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : [];
        string[] names = [.. bases.Concat(type.IsEnum ? [] : type.GetInterfaces().Where(face => face.Name != typeof(IEquatable<>).Name)).Select(Name).Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "" : " : " + string.Join(", ", names);
    }

    private static string? Line(MemberInfo member) => member switch
    {
        _ when !IsWritten(member) => null,
        FieldInfo { IsSpecialName: false } field when IsSeen(field) => field.IsLiteral
            ? $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
            : $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsSeen) => Property(property),
        ConstructorInfo constructor when IsSeen(constructor) => $"new({Parameters(constructor)})",
        MethodInfo method when IsSeen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})",
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        MethodInfo first = property.GetAccessors(nonPublic: true).First(IsSeen);
        bool settable = property.SetMethod is { } set && IsSeen(set);
        bool initOnly = settable && property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        string index = property.GetIndexParameters() is { Length: > 0 } ? $"[{Parameters(first)}]" : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string accessors = (property.CanRead ? "get; " : "") + (initOnly ? "init; " : settable ? "set; " : "");
        return $"{required}{Modifier(first)}{Name(property.PropertyType)} {property.Name}{index} {{ {accessors}}}";
    }

    private static string Modifier(MethodInfo method) => (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + method switch
    {
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true } when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        bool many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string fallback = !parameter.HasDefaultValue ? ""
            : " = " + (Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) is { Length: > 0 } value ? value : "null");
        return $"{(parameter.IsOut ? "out " : "")}{(many ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{fallback}";
    }

    private static string Name(Type type) => type switch
    {
        { HasElementType: true } => Name(type.GetElementType()!) + (type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : type.IsPointer ? "*" : "&"),
        _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
        { IsGenericParameter: true } => type.Name,
        { DeclaringType: { } outer } => $"{Name(outer)}.{Plain(type)}",
        _ => Plain(type),
    };

    private static string Plain(Type type) => type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());

    private static string Arguments(Type[] types) => types.Length == 0 ? "" : $"<{string.Join(", ", types.Select(Name))}>";

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsSeen(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    /// <summary>Whether a person has written it; the compiler adds members to records and types for extension blocks.</summary>
    private static bool IsWritten(MemberInfo member) =>
        !member.Name.Contains('<') && !member.Name.Contains('$') && !member.IsDefined(typeof(CompilerGeneratedAttribute));
}
