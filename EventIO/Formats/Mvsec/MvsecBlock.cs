using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// The events of some blocks of rows, cut where a step of the reorder buffer ends. Damage keeps its place: what lies before it is delivered.
/// </summary>
/// <param name="Events">Events of the interval that are on the sensor.</param>
/// <param name="Pieces">Pieces of steps, in order.</param>
/// <param name="Damage">What is wrong with the row after the last piece; null if all rows are right.</param>
internal sealed record MvsecBlock(EventBatch Events, IReadOnlyList<MvsecPiece> Pieces, InvalidDataException? Damage);
