namespace OpenCvSharp;

/// <summary>When an iteration stops: after a number of rounds, below an error, or both.</summary>
public record struct TermCriteria(CriteriaTypes Type, int MaxCount, double Epsilon)
{
    public CriteriaTypes Type = Type;
    public int MaxCount = MaxCount;
    public double Epsilon = Epsilon;

    public static TermCriteria Both(int maxCount, double epsilon) => new(CriteriaTypes.Count | CriteriaTypes.Eps, maxCount, epsilon);
}
