namespace EventStereo.Cli.Reports;

/// <summary>A genotype that was decoded or read.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Task">What it is for.</param>
/// <param name="Source">The run folder, the file, or the built-in name asked for.</param>
/// <param name="Epoch">Epoch of its search, null where it has none.</param>
/// <param name="Fingerprint">SHA-256 of the architecture alone: equal for equal ones whatever they are called.</param>
/// <param name="Genotype">The genotype as its file holds it.</param>
/// <param name="Epochs">Epochs of the search that <c>--epoch</c> takes, none of what is no search run.</param>
/// <param name="Files">What was written, none without <c>--out</c>.</param>
/// <param name="Differences">With <c>--diff</c>, one entry a difference; else null.</param>
internal sealed record DecodeReport(
    string Name,
    string Task,
    string Source,
    int? Epoch,
    string Fingerprint,
    System.Text.Json.Nodes.JsonNode? Genotype,
    IReadOnlyList<int> Epochs,
    IReadOnlyList<string> Files,
    IReadOnlyList<string>? Differences);
