using System.CommandLine;
using System.Globalization;

namespace EventStereo.Cli.Shell;

/// <summary>Bounds of numeric options.</summary>
internal static class OptionRange
{
    /// <summary>Refuses a value of <paramref name="option"/> outside <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static void RequireRange<T>(this Option<T> option, long least, long most) => option.Validators.Add(result =>
    {
        if (!result.Errors.Any() && result.GetValueOrDefault<T>() is T value
            && Convert.ToInt64(value, CultureInfo.InvariantCulture) is long number && (number < least || number > most))
        {
            result.AddError($"{option.Name} takes a number from {least:N0} to {most:N0}");
        }
    });
}
