using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>
/// The genotype file: JSON, version 1. Writing is canonical (one text for one genotype, which reads back as an equal one);
/// reading is strict: unknown, missing and repeated members, wrong types and impossible graphs are refused, all problems at
/// once, each with its JSON path.
/// </summary>
public static class GenotypeFile
{
    /// <summary>The version that is written and read.</summary>
    public const int Version = 1;

    /// <summary>The first member's value, by which the file is known.</summary>
    public const string FormatName = "eventstereo-genotype";

    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The canonical text, one newline at the end.</summary>
    public static string ToJson(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return GenotypeJsonWriter.Write(genotype);
    }

    /// <summary>
    /// The architecture's own hash: SHA-256, as 64 lower-case hexadecimal digits, of the canonical text with the name and the provenance's source replaced by <c>-</c> and all else of the
    /// provenance left out. Equal architectures have equal ones, whatever they are called and wherever they were found.
    /// </summary>
    public static string Fingerprint(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson(genotype with { Name = "-", Provenance = new GenotypeProvenance("-") }))));
    }

    /// <summary>Reads <paramref name="json"/>; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="InvalidDataException">It is no genotype of this version.</exception>
    public static Genotype Parse(string json, string origin)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(origin);
        return GenotypeJsonReader.Read(Encoding.UTF8.GetBytes(json), origin);
    }

    /// <summary>Writes <paramref name="path"/>, which appears only when it is complete.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Genotype genotype) => AtomicFile.WriteText(path, ToJson(genotype));

    /// <summary>Reads the file <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is no genotype of this version.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Genotype Read(string path)
    {
        long length = FileSize.Of(path);
        if (length > MaxBytes)
        {
            throw new InvalidDataException($"{path}: {length} bytes are more than a genotype has ({MaxBytes})");
        }

        return GenotypeJsonReader.Read(File.ReadAllBytes(path), path);
    }
}
