using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>
/// A neuron in a genotype file: <c>{ "kind": "lif", "decay": 0.2, "threshold": 0.5, "temperature": 3 }</c>, the decay a number or a list of one a channel. What
/// has its published value and came after the first files (surrogate, reset, learnsByChannel, adaptationStep, adaptationDecay) is left out, so that old files stay as they are.
/// </summary>
internal static class NeuronJson
{
    private const int MaxChannels = 65536;

    private const string Share = "a number from 0 to 1";

    /// <summary>Reads a neuron; what is wrong with it is noted, null if it is no object.</summary>
    public static NeuronGenotype? Read(JsonElement element, string path, List<string> problems)
    {
        JsonMembers? members = JsonMembers.Open(
            element, path, problems, "kind", "decay", "threshold", "temperature", "surrogate", "reset", "learnsByChannel", "adaptationStep", "adaptationDecay");
        if (members is null)
        {
            return null;
        }

        NeuronKind kind = NeuronKind.LeakyIntegrateAndFire;
        if (members.Text("kind") is { } name && !NeuronKindNames.TryParse(name, out kind))
        {
            members.Problem("kind", $"must be one of {string.Join(", ", NeuronKindNames.All)}, not \"{name}\"");
        }

        SurrogateKind surrogate = SurrogateKind.Dspike;
        if (members.OptionalText("surrogate") is { } family && !SurrogateKindNames.TryParse(family, out surrogate))
        {
            members.Problem("surrogate", $"must be one of {string.Join(", ", SurrogateKindNames.All)}, not \"{family}\"");
        }

        string reset = members.OptionalText("reset") ?? "hard";
        if (reset is not ("hard" or "soft"))
        {
            members.Problem("reset", $"must be one of hard, soft, not \"{reset}\"");
        }

        float[] byChannel = ChannelDecays(members, kind);
        return new NeuronGenotype
        {
            Kind = kind,
            Surrogate = surrogate,
            Reset = reset == "soft" ? ResetKind.Soft : ResetKind.Hard,
            Decay = byChannel.Length > 0 ? NeuronGenotype.Default.Decay : Decay(members, kind),
            ChannelDecays = byChannel,
            LearnsByChannel = LearnsByChannel(members),
            AdaptationStep = members.Has("adaptationStep")
                ? members.Number("adaptationStep", NeuronGenotype.DefaultAdaptationStep, value => value >= 0f, "a number not below 0") : NeuronGenotype.DefaultAdaptationStep,
            AdaptationDecay = members.Has("adaptationDecay")
                ? members.Number("adaptationDecay", NeuronGenotype.DefaultAdaptationDecay, NeuronGenotype.IsShare, Share) : NeuronGenotype.DefaultAdaptationDecay,
            Threshold = members.Number("threshold", 0.5f, value => value > 0f, "a number above 0"),
            SurrogateTemperature = members.Number("temperature", 3f, value => value > 0f, "a number above 0"),
        };
    }

    /// <summary>The neuron as one line of JSON.</summary>
    public static string Write(NeuronGenotype neuron)
    {
        string decay = neuron.ChannelDecays.Count > 0 ? $"[{string.Join(", ", neuron.ChannelDecays.Select(Number))}]" : Number(neuron.Decay);
        StringBuilder text = new($$"""{ "kind": "{{NeuronKindNames.Of(neuron.Kind)}}", "decay": {{decay}}, "threshold": {{Number(neuron.Threshold)}}, "temperature": {{Number(neuron.SurrogateTemperature)}}""");
        Append("surrogate", $"\"{SurrogateKindNames.Of(neuron.Surrogate)}\"", neuron.Surrogate != SurrogateKind.Dspike);
        Append("reset", "\"soft\"", neuron.Reset == ResetKind.Soft);
        Append("learnsByChannel", "true", neuron.LearnsByChannel);
        Append("adaptationStep", Number(neuron.AdaptationStep), neuron.AdaptationStep != NeuronGenotype.DefaultAdaptationStep);
        Append("adaptationDecay", Number(neuron.AdaptationDecay), neuron.AdaptationDecay != NeuronGenotype.DefaultAdaptationDecay);
        return text.Append(" }").ToString();

        void Append(string name, string value, bool applies) => text.Append(applies ? $", \"{name}\": {value}" : "");
    }

    private static float Decay(JsonMembers members, NeuronKind kind) => kind == NeuronKind.ParametricLif
        ? members.Number("decay", 0.2f, IsLearnable, "a number between 0 and 1, which learning starts from, or a list of such numbers")
        : members.Number("decay", 0.2f, NeuronGenotype.IsShare, $"{Share}, or a list of such numbers");

    private static float[] ChannelDecays(JsonMembers members, NeuronKind kind)
    {
        if (!members.Has("decay") || members.Value("decay") is not { ValueKind: JsonValueKind.Array } list)
        {
            return [];
        }

        float[] decays = new float[Math.Min(list.GetArrayLength(), MaxChannels)];
        bool sound = list.GetArrayLength() is > 0 and <= MaxChannels;
        for (int i = 0; sound && i < decays.Length; i++)
        {
            sound = list[i].ValueKind == JsonValueKind.Number && list[i].TryGetSingle(out decays[i]) && (kind == NeuronKind.ParametricLif ? IsLearnable(decays[i]) : NeuronGenotype.IsShare(decays[i]));
        }

        if (!sound)
        {
            members.Problem("decay", $"must be 1 to {MaxChannels} numbers {(kind == NeuronKind.ParametricLif ? "between" : "from")} 0 {(kind == NeuronKind.ParametricLif ? "and" : "to")} 1, one a channel");
            return [];
        }

        return decays;
    }

    private static bool LearnsByChannel(JsonMembers members)
    {
        if (!members.Has("learnsByChannel") || members.Value("learnsByChannel") is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            members.Problem("learnsByChannel", "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private static bool IsLearnable(float decay) => decay is > 0f and < 1f;

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
