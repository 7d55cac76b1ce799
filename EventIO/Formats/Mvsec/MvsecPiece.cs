namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>The part of a step that lies in one block.</summary>
/// <param name="End">Index in the block's events of the first event after it.</param>
/// <param name="Rows">Rows it was read from.</param>
/// <param name="EarliestUs">Earliest time of all its rows, delivered or not.</param>
/// <param name="OutOfSensor">Rows of the interval whose pixel is not on the sensor.</param>
/// <param name="InOrder">Whether its events' times do not go back.</param>
internal readonly record struct MvsecPiece(int End, int Rows, long EarliestUs, long OutOfSensor, bool InOrder);
