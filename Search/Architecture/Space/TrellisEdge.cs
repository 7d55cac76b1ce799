namespace EventStereo.Search.Architecture.Space;

/// <summary>One step of a path through a trellis.</summary>
/// <param name="Layer">The layer (from 0) whose cell it enters.</param>
/// <param name="From">Level of what enters the cell: that of the layer before, or the trellis' start.</param>
/// <param name="To">Level of the cell.</param>
/// <param name="Move">Index of the step in <see cref="TrellisSpace.LevelChanges"/>, the column of beta.</param>
public readonly record struct TrellisEdge(int Layer, int From, int To, int Move);
