using System.Text.Json.Serialization;

namespace EventStereo.Search.Architecture.Space;

/// <summary>
/// The paths of resolution that a sub-network may take: layer i has a cell at each level that can be reached from <see cref="StartLevel"/> in i + 1 moves between 0 and
/// <see cref="MaxLevel"/>, or at that of <see cref="FixedPath"/>. Level l has resolution 1 / 2^l of the stem's output and 2^l times its channels. Beta is a table <c>[layer, level, move]</c> of logits: of layer i and level l
/// those of the moves from level l, which is what enters layer i, to the level of its cell. Source: section 2.2 of the method.
/// </summary>
public sealed record TrellisSpace
{
    /// <summary>Most layers, as many as a genotype file may have cells.</summary>
    public const int MaxLayers = 64;

    /// <summary>Cells in a row, 1 to <see cref="MaxLayers"/>; published are 2 (stereo features), 4 (stereo matching) and 8 (classification).</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Level of what enters the first cell, 0 to <see cref="MaxLevel"/>; a stem's output is level 0.</summary>
    public int StartLevel { get; init; }

    /// <summary>The coarsest level, 0 to 3; 3 in the paper.</summary>
    public int MaxLevel { get; init; } = SubnetGenotype.MaxLevel;

    /// <summary>The moves between layers; up and down for dense outputs, as stereo's.</summary>
    public TrellisMoves Moves { get; init; } = TrellisMoves.DownSameUp;

    /// <summary>The only path there is, a level for each layer, where resolutions are laid down by hand and cells alone are searched; empty where paths are searched.</summary>
    public IReadOnlyList<int> FixedPath { get; init => field = ValueList<int>.Of(value); } = ValueList<int>.Of([]);

    /// <summary>Levels, reachable or not: the second dimension of beta.</summary>
    [JsonIgnore]
    public int Levels => MaxLevel + 1;

    /// <summary>What each move adds to the level, in the order of beta's columns; down is + 1.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> LevelChanges => Moves == TrellisMoves.SameDown ? [0, 1] : [1, 0, -1];

    /// <summary>Moves a level has at most: the third dimension of beta.</summary>
    [JsonIgnore]
    public int MoveCount => LevelChanges.Count;

    /// <summary>The levels at which layer <paramref name="layer"/> has a cell, rising; of layer -1 the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No layer of this trellis.</exception>
    public IReadOnlyList<int> LevelsAt(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Layers);
        if (layer >= 0 && FixedPath.Count > 0)
        {
            return [FixedPath[layer]];
        }

        int lowest = Moves == TrellisMoves.SameDown ? StartLevel : Math.Max(0, StartLevel - (layer + 1));
        int highest = Math.Min(MaxLevel, StartLevel + layer + 1);
        return [.. Enumerable.Range(lowest, highest - lowest + 1)];
    }

    /// <summary>Whether layer <paramref name="layer"/> (-1 for what enters the first) has level <paramref name="level"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No layer of this trellis.</exception>
    public bool IsReachable(int layer, int level) => LevelsAt(layer).Contains(level);

    /// <summary>The steps into layer <paramref name="layer"/> from <paramref name="from"/>, in the order of the moves; none if that level is not reached before it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No layer of this trellis.</exception>
    public IReadOnlyList<TrellisEdge> EdgesFrom(int layer, int from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Layers);
        if (!IsReachable(layer - 1, from))
        {
            return [];
        }

        IReadOnlyList<int> changes = LevelChanges;
        return [.. Enumerable.Range(0, changes.Count)
            .Select(move => new TrellisEdge(layer, from, from + changes[move], move))
            .Where(edge => IsReachable(layer, edge.To))];
    }

    /// <summary>The steps into layer <paramref name="layer"/>, by the level they come from, then by move.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No layer of this trellis.</exception>
    public IReadOnlyList<TrellisEdge> EdgesInto(int layer) => [.. LevelsAt(layer - 1).SelectMany(level => EdgesFrom(layer, level))];

    /// <summary>Every step of the trellis, layer by layer.</summary>
    public IReadOnlyList<TrellisEdge> Edges() => [.. Enumerable.Range(0, Layers).SelectMany(EdgesInto)];

    /// <summary>Whether <paramref name="path"/>, a level for each layer, is one of this trellis.</summary>
    public bool Contains(IReadOnlyList<int> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Count != Layers)
        {
            return false;
        }

        int from = StartLevel;
        for (int layer = 0; layer < path.Count; layer++)
        {
            if (!EdgesFrom(layer, from).Any(edge => edge.To == path[layer]))
            {
                return false;
            }

            from = path[layer];
        }

        return true;
    }

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        Check(Layers is >= 1 and <= MaxLayers, $"{path}.layers is {Layers}, not 1 to {MaxLayers}");
        Check(MaxLevel is >= 0 and <= SubnetGenotype.MaxLevel, $"{path}.maxLevel is {MaxLevel}, not 0 to {SubnetGenotype.MaxLevel}");
        Check(StartLevel >= 0 && StartLevel <= MaxLevel, $"{path}.startLevel is {StartLevel}, not 0 to maxLevel, {MaxLevel}");
        Check(Enum.IsDefined(Moves), $"{path}.moves must be sameDown or downSameUp");
        if (FixedPath.Count > 0 && problems.Count == 0)
        {
            Check(
                FixedPath.Count == Layers && (this with { FixedPath = [] }).Contains(FixedPath),
                $"{path}.fixedPath is [{string.Join(", ", FixedPath)}], no path of {Layers} layers from level {StartLevel} by these moves");
        }

        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
