using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's memory lies: a kind of device and, among several, its index (-1: the current one).</summary>
    public class Device
    {
        /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
        /// <exception cref="ArgumentException">The text names no device.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':');
            int number = -1;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number)))
            {
                throw new ArgumentException($"'{description}' is not a device such as cpu, cuda or cuda:1", nameof(description));
            }

            type = Parse(parts[0]);
            index = type == DeviceType.CPU ? -1 : number;
        }

        public Device(string deviceType, int index = -1)
            : this(Parse(deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>The CUDA device of that index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        /// <summary>The device's name as <see cref="Device(string)"/> reads it.</summary>
        internal string Description => index < 0 || type == DeviceType.CPU ? Name : $"{Name}:{index}";

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType Parse(string name) => Enum.TryParse(name, ignoreCase: true, out DeviceType parsed) && !char.IsAsciiDigit(name[0])
            ? parsed
            : throw new ArgumentException($"'{name}' is no kind of device", nameof(name));
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);
}
