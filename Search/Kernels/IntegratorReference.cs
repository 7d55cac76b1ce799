namespace EventStereo.Search.Kernels;

/// <summary>Leaky integrators as their equation, one neuron and step at a time: what <see cref="IntegratorKernel"/> is held against.</summary>
public static class IntegratorReference
{
    /// <summary><c>u[t] = I[t] + decay u[t-1]</c>, which also moves <paramref name="membrane"/> on.</summary>
    public static float Step(float current, ref float membrane, float decay) => membrane = current + decay * membrane;

    /// <summary><c>dI[t] = dy[t] + decay dI[t+1]</c>, from the last step to the first; <paramref name="currentGradient"/> is <c>dI[t+1]</c> on entry.</summary>
    public static float StepBackward(float membraneGradient, ref float currentGradient, float decay) => currentGradient = membraneGradient + decay * currentGradient;
}
