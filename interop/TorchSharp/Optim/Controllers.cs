namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>What has a learning rate that a schedule may change.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>What has a momentum that a schedule may change.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>What has decay rates of two moments; a schedule of momentum changes the first.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
