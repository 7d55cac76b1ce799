namespace EventStereo.EventIO.Simulation.Images;

/// <summary>One photograph of a <see cref="ViewSet"/>.</summary>
/// <param name="Light">Light in parts of white, [H, W].</param>
/// <param name="FirstColumn">First column that shows the scene: rectification may have left black ones beside it.</param>
/// <param name="EndColumn">Column after the last that does.</param>
internal sealed record View(float[] Light, int FirstColumn, int EndColumn);
