using System.Reflection;
using System.Reflection.Emit;

namespace Weft.Core.Tests.Architecture;

/// <summary>Which types a type knows: those in its signatures, attributes and fields, and those that its code touches.</summary>
internal static class TypeReferences
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>All types that the type knows, itself left out; arrays and generics taken apart.</summary>
    public static HashSet<Type> Of(Type type)
    {
        HashSet<Type> known = [];
        IEnumerable<Type?> mentioned =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. AttributesOf(type),
            .. type.GetFields(Own).SelectMany(field => (Type[])[field.FieldType, .. AttributesOf(field)]),
            .. type.GetProperties(Own).SelectMany(property => (Type[])[property.PropertyType, .. AttributesOf(property)]),
            .. type.GetMethods(Own).SelectMany(method => (Type[])[method.ReturnType, .. AttributesOf(method)]),
            .. type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)).SelectMany(OfMethod),
        ];
        foreach (Type? mention in mentioned)
        {
            Add(known, mention);
        }

        known.Remove(type);
        return known;
    }

    private static IEnumerable<Type> AttributesOf(MemberInfo member) =>
        member.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<Type?> OfMethod(MethodBase method)
    {
        MethodBody? body = method.GetMethodBody();
        return
        [
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method.IsGenericMethodDefinition
                ? method.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())
                : [],
            .. body?.LocalVariables.Select(local => local.LocalType) ?? [],
            .. body is null ? [] : OfCode(method, body.GetILAsByteArray()!),
        ];
    }

    private static IEnumerable<Type?> OfCode(MethodBase method, byte[] code)
    {
        Type[]? typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        int at = 0;
        while (at < code.Length)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[at++]);
            }

            OperandType operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
            {
                MemberInfo member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
                yield return member as Type ?? member.DeclaringType;
                foreach (Type argument in member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : [])
                {
                    yield return argument;
                }
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static void Add(HashSet<Type> known, Type? type)
    {
        switch (type)
        {
            case null or { IsGenericParameter: true }:
                return;
            case { HasElementType: true }:
                Add(known, type.GetElementType());
                return;
            case { IsConstructedGenericType: true }:
                known.Add(type.GetGenericTypeDefinition());
                foreach (Type argument in type.GetGenericArguments())
                {
                    Add(known, argument);
                }

                return;
            default:
                known.Add(type);
                return;
        }
    }
}
