using System.Numerics;

namespace EventStereo.Search.Kernels;

/// <summary>What the backward pass of a batch norm sums over a channel.</summary>
/// <param name="Gradient">Sum of the gradients <c>g</c> at the results.</param>
/// <param name="Product">Sum of <c>g (x - mean)</c>.</param>
internal readonly record struct GradientSums(double Gradient, double Product) : IAdditionOperators<GradientSums, GradientSums, GradientSums>
{
    /// <summary>Both sums.</summary>
    public static GradientSums operator +(GradientSums left, GradientSums right) => new(left.Gradient + right.Gradient, left.Product + right.Product);
}
