using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.StereoNet.Comparison;

/// <summary>How scores are written, and how they and summaries of searches are read.</summary>
internal static class ScoreJson
{
    /// <summary>camelCase, indented; one that misses a member is refused.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
