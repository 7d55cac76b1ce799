namespace EventStereo.EventIO.Datasets;

/// <summary>
/// StereoSpike's parts of MVSEC's indoor_flying sequences (Rançon et al., IEEE Access 2022): the pools of <see cref="MvsecSplit"/>, but for
/// their ends, and another draw of 200 validation frames, published as lists in the authors' code (<c>datasets/MVSEC/indices.py</c>).
/// Entry i of a list is map <c>first + 2 + i</c>: the code cuts the maps to a range, of which it takes the first two for warming up.
/// The test list of split 1 ends with an entry that has no map; it is left out, so 860 of 861 frames remain.
/// </summary>
public sealed class StereoSpikeSplit
{
    private const int WarmUpMaps = 2;

    // Maps from First up to, but without, End. Only split 3 trains on another range of a sequence.
    private static readonly (int First, int End)[] TrainRanges = [(79, 1261), (159, 1581), (124, 1816)];
    private static readonly (int First, int End) SecondOfSplit3 = (119, 1581);
    private static readonly (int First, int Entries)[] TestRanges = [(139, 1060), (119, 1300), (72, 1542)];

    private static readonly int[][] ValidationEntries =
    [
        [
            1, 11, 15, 25, 29, 47, 53, 56, 60, 67, 80, 82, 89, 95, 100, 107, 108, 110, 112, 114, 124, 136, 138, 139, 140, 153, 155, 158, 173, 177, 185, 190, 193,
            215, 216, 223, 231, 235, 236, 242, 244, 271, 281, 286, 287, 292, 293, 300, 303, 304, 305, 308, 312, 314, 323, 328, 332, 338, 348, 351, 355, 359, 372,
            375, 383, 385, 393, 396, 397, 402, 409, 411, 418, 423, 433, 440, 441, 451, 455, 458, 477, 478, 479, 481, 486, 488, 494, 495, 500, 524, 525, 527, 533,
            537, 538, 539, 541, 546, 562, 567, 569, 574, 576, 587, 590, 595, 603, 614, 619, 621, 627, 633, 638, 652, 659, 668, 671, 673, 676, 680, 682, 689, 690,
            691, 706, 707, 720, 735, 742, 744, 745, 748, 749, 752, 755, 757, 770, 773, 774, 776, 780, 782, 784, 788, 801, 808, 809, 810, 814, 819, 823, 831, 834,
            839, 840, 846, 858, 863, 872, 874, 878, 881, 883, 884, 885, 887, 898, 899, 900, 904, 908, 914, 916, 926, 927, 936, 941, 943, 951, 954, 963, 965, 974,
            978, 989, 999, 1002, 1005, 1009, 1012, 1015, 1018, 1023, 1032, 1034, 1035, 1040, 1044, 1045, 1059,
        ],
        [
            0, 4, 7, 8, 10, 13, 15, 24, 27, 50, 55, 65, 67, 68, 71, 73, 81, 94, 101, 107, 125, 132, 153, 158, 161, 175, 178, 180, 194, 197, 199, 202, 204, 206,
            212, 225, 229, 238, 250, 251, 258, 262, 264, 268, 280, 282, 284, 287, 298, 301, 322, 324, 329, 331, 333, 334, 338, 344, 350, 353, 363, 365, 368, 384,
            386, 387, 388, 389, 413, 419, 420, 421, 422, 423, 425, 435, 446, 467, 471, 473, 477, 481, 488, 497, 504, 506, 514, 517, 519, 529, 533, 546, 549, 552,
            562, 564, 565, 596, 598, 605, 608, 612, 613, 625, 626, 630, 634, 636, 642, 645, 649, 652, 654, 682, 685, 697, 701, 707, 710, 711, 716, 717, 720, 728,
            734, 738, 749, 771, 772, 773, 776, 793, 798, 803, 807, 810, 816, 820, 822, 823, 828, 829, 832, 834, 836, 839, 841, 844, 847, 855, 868, 879, 898, 907,
            911, 920, 935, 947, 954, 959, 961, 969, 970, 971, 975, 987, 997, 1005, 1017, 1019, 1022, 1029, 1033, 1037, 1042, 1063, 1066, 1091, 1093, 1100, 1104,
            1113, 1122, 1125, 1144, 1146, 1181, 1189, 1192, 1197, 1202, 1205, 1208, 1216, 1222, 1229, 1235, 1271, 1286, 1297,
        ],
        [
            2, 5, 24, 29, 40, 43, 56, 76, 77, 85, 101, 102, 107, 110, 122, 138, 139, 141, 143, 146, 157, 165, 175, 178, 179, 182, 219, 245, 260, 263, 264, 285,
            286, 288, 291, 297, 302, 321, 334, 340, 348, 356, 357, 367, 368, 371, 377, 381, 383, 386, 399, 406, 414, 416, 417, 440, 445, 456, 469, 477, 483, 485,
            491, 511, 514, 516, 518, 537, 538, 540, 542, 550, 551, 557, 562, 568, 571, 574, 580, 585, 588, 592, 612, 619, 648, 651, 654, 682, 697, 705, 715, 728,
            730, 740, 741, 759, 762, 765, 768, 770, 785, 791, 836, 851, 855, 860, 872, 880, 885, 897, 905, 913, 931, 933, 935, 942, 944, 962, 967, 973, 983, 984,
            985, 987, 991, 992, 1010, 1012, 1018, 1039, 1041, 1046, 1051, 1058, 1061, 1071, 1077, 1081, 1097, 1106, 1110, 1111, 1118, 1123, 1132, 1134, 1136, 1150,
            1153, 1161, 1164, 1167, 1172, 1174, 1201, 1207, 1210, 1214, 1217, 1218, 1219, 1223, 1226, 1229, 1236, 1239, 1265, 1267, 1271, 1284, 1287, 1298, 1299,
            1302, 1311, 1315, 1321, 1324, 1334, 1338, 1350, 1352, 1355, 1387, 1393, 1397, 1409, 1419, 1421, 1455, 1457, 1460, 1461, 1470, 1476, 1505, 1506, 1507,
            1520, 1526,
        ],
    ];

    private StereoSpikeSplit(int number) => Number = number;

    /// <summary>The three splits.</summary>
    public static IReadOnlyList<StereoSpikeSplit> All { get; } = [new(1), new(2), new(3)];

    /// <summary>1, 2 or 3: the number of the held-out sequence.</summary>
    public int Number { get; }

    /// <summary>Name on the command line: <c>stereospike-1</c>, <c>stereospike-2</c>, <c>stereospike-3</c>.</summary>
    public string Name => $"stereospike-{Number}";

    /// <summary>The frames of a part: indices into <c>depth_image_rect</c> of each sequence's ground-truth file, ascending.</summary>
    public IReadOnlyList<DatasetFrames> Frames(DatasetPart part) => part switch
    {
        DatasetPart.Train => [.. Enumerable.Range(1, TrainRanges.Length).Where(n => n != Number).Select(n => new DatasetFrames(NameOf(n), TrainFrames(n)))],
        DatasetPart.Validation => [new DatasetFrames(NameOf(Number), [.. ValidationEntries[Number - 1].Select(MapOf)])],
        DatasetPart.Test => [new DatasetFrames(NameOf(Number), [.. Enumerable.Range(0, TestRanges[Number - 1].Entries).Except(ValidationEntries[Number - 1]).Select(MapOf)])],
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static string NameOf(int number) => $"indoor_flying{number}";

    private int[] TrainFrames(int sequence)
    {
        (int first, int end) = (Number, sequence) == (3, 2) ? SecondOfSplit3 : TrainRanges[sequence - 1];
        return [.. Enumerable.Range(first + WarmUpMaps, end - first - WarmUpMaps)];
    }

    private int MapOf(int entry) => TestRanges[Number - 1].First + WarmUpMaps + entry;
}
