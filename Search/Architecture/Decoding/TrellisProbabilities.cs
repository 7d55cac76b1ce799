using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// The path of resolutions as a Markov chain. With beta the logits <c>[layer, level, move]</c>, of layer i and of moves m that stay within the trellis,
/// <c>P(l' | l) = softmax_m(beta[i, l, m])</c>, the softmax over the valid moves of level l alone; the probability that layer i is at level l' is
/// <c>R_i(l') = sum_l R_(i-1)(l) P(l' | l)</c>, 1 at the start; and of what enters a cell at (i, l'), <c>P(level l before | l' now) = R_(i-1)(l) P(l' | l) / R_i(l')</c>.
/// All in logarithms, so that no product underflows. Source: section 2.2 of the method, as products of beta's probabilities; released code scales a border
/// level's softmax by 2/3 (or 1/2), by which what leaves it does not add up to one and paths along a border lose to others without a reason in the data; here it does add up.
/// </summary>
public sealed class TrellisProbabilities
{
    private readonly double[,,] transitions; // log P, [layer, level, move]
    private readonly double[][] reaches; // log R, [layer + 1][level]

    private TrellisProbabilities(TrellisSpace space, double[,,] transitions, double[][] reaches) => (Space, this.transitions, this.reaches) = (space, transitions, reaches);

    /// <summary>The trellis.</summary>
    public TrellisSpace Space { get; }

    /// <summary>The probabilities of <paramref name="betas"/>, whose row is <c>layer * levels + level</c> and whose columns are the moves.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public static TrellisProbabilities Of(TrellisSpace space, LogitTable betas)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(betas);
        Check(space, betas);
        var transitions = new double[space.Layers, space.Levels, space.MoveCount];
        double[][] reaches = Impossible(space.Layers + 1, space.Levels);
        reaches[0][space.StartLevel] = 0;
        for (int layer = 0; layer < space.Layers; layer++)
        {
            foreach (int from in space.LevelsAt(layer - 1))
            {
                TrellisEdge[] edges = [.. space.EdgesFrom(layer, from)];
                double[] logits = [.. edges.Select(edge => betas[Row(space, layer, from), edge.Move])];
                double[] logs = Softmax.LogOf(logits);
                for (int i = 0; i < edges.Length; i++)
                {
                    transitions[layer, from, edges[i].Move] = logs[i];
                    reaches[layer + 1][edges[i].To] = Softmax.LogSum([reaches[layer + 1][edges[i].To], reaches[layer][from] + logs[i]]);
                }
            }
        }

        return new TrellisProbabilities(space, transitions, reaches);
    }

    /// <summary>Row of beta that holds the moves from <paramref name="level"/> into <paramref name="layer"/>.</summary>
    public static int Row(TrellisSpace space, int layer, int level)
    {
        ArgumentNullException.ThrowIfNull(space);
        return (layer * space.Levels) + level;
    }

    /// <summary>Probability of a step, given the level that it leaves.</summary>
    public double Transition(TrellisEdge edge) => Math.Exp(LogTransition(edge));

    /// <summary>The natural logarithm of <see cref="Transition"/>.</summary>
    public double LogTransition(TrellisEdge edge) => transitions[edge.Layer, edge.From, edge.Move];

    /// <summary>Probability that layer <paramref name="layer"/> (-1 for what enters the first) is at <paramref name="level"/>; 0 where it cannot be. Adds up to one over a layer's levels.</summary>
    public double Reach(int layer, int level) => Math.Exp(reaches[layer + 1][level]);

    /// <summary>Probability that a cell at the step's end is entered through this step; adds up to one over the steps into a cell.</summary>
    public double Posterior(TrellisEdge edge) => Math.Exp(reaches[edge.Layer][edge.From] + LogTransition(edge) - reaches[edge.Layer + 1][edge.To]);

    /// <summary>Log-probabilities of what cannot be.</summary>
    internal static double[][] Impossible(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Repeat(double.NegativeInfinity, columns).ToArray())];

    private static void Check(TrellisSpace space, LogitTable betas)
    {
        if (space.Validate("trellis") is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(space));
        }

        if (betas.Rows != space.Layers * space.Levels || betas.Columns != space.MoveCount)
        {
            throw new ArgumentException(
                $"beta is {betas.Rows} x {betas.Columns}; {space.Layers} layers of {space.Levels} levels with {space.MoveCount} moves need {space.Layers * space.Levels} x {space.MoveCount}", nameof(betas));
        }
    }
}
