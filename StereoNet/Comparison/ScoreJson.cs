using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStereo.StereoNet.Comparison;

/// <summary>How a score is written.</summary>
internal static class ScoreJson
{
    /// <summary>camelCase, indented; a score that misses a member is refused.</summary>
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
