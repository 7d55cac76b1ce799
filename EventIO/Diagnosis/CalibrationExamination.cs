using System.Globalization;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>Holds a rectification against the sensor of a recording that it is to be used with.</summary>
public static class CalibrationExamination
{
    /// <summary>A rectification loses no more than this share of a camera's pixels; MVSEC's published maps lose less than a quarter.</summary>
    public const double GreatestLostShare = 0.5;

    /// <summary>What is wrong with a rectification for a recording of <paramref name="sensor"/>.</summary>
    public static IReadOnlyList<Finding> Run(StereoRectification rectification, SensorSize sensor)
    {
        ArgumentNullException.ThrowIfNull(rectification);
        if (rectification.Sensor != sensor)
        {
            return [new Finding(FindingKind.CalibrationMismatch, FindingSeverity.Error, "left, right", 1, null, $"the calibration is of {rectification.Sensor}, the recording of {sensor}")];
        }

        List<Finding> findings = [];
        foreach (CameraSide side in CameraSides.Both)
        {
            int lost = Lost(rectification[side], sensor);
            if (lost > GreatestLostShare * sensor.Pixels)
            {
                findings.Add(new Finding(
                    FindingKind.CalibrationMismatch, FindingSeverity.Warning, side == CameraSide.Left ? "left" : "right", lost, null,
                    string.Create(CultureInfo.InvariantCulture, $"rectification moves {lost:N0} of {sensor.Pixels:N0} pixels out of the image; their events are dropped")));
            }
        }

        return findings;
    }

    /// <summary>Pixels whose place is outside the image, or that have none.</summary>
    private static int Lost(RectificationMap map, SensorSize sensor)
    {
        int lost = 0;
        for (int i = 0; i < map.X.Length; i++)
        {
            // Written so that NaN counts too.
            bool inside = map.X[i] >= -0.5f && map.X[i] < sensor.Width - 0.5f && map.Y[i] >= -0.5f && map.Y[i] < sensor.Height - 0.5f;
            lost += inside ? 0 : 1;
        }

        return lost;
    }
}
