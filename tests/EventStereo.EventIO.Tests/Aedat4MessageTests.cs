using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>FlatBuffers messages and the header's XML, sound and not.</summary>
public class Aedat4MessageTests
{
    [Fact]
    public void Reads_numbers_structures_texts_and_tables_and_their_defaults()
    {
        // "test" root: a list of five fields at 8, of which the second and fifth are missing; the table at 24.
        byte[] message =
        [
            0, 0, 0, 0, 24, 0, 0, 0, (byte)'t', (byte)'e', (byte)'s', (byte)'t',
            14, 0, 16, 0, 4, 0, 0, 0, 8, 0, 12, 0, 0, 0, 0, 0,
            16, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            3, 0, 0, 0, (byte)'a', (byte)'b', (byte)'c', 0,
        ];
        message[0] = (byte)(message.Length - 4);

        FlatTable root = FlatTable.Root(message, "test"u8);

        Assert.Equal(7, root.Int32(0, 5));
        Assert.Equal((5, 9L), (root.Int32(1, 5), root.Int64(4, 9)));
        Assert.Equal((5, 9L), (root.Int32(5, 5), root.Int64(1_000, 9)));
        Assert.Equal("abc"u8.ToArray(), root.Structures(2, 1).ToArray());
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], root.Structure(3, 4).ToArray());
        Assert.True(root.Structures(1, 16).IsEmpty && root.Structure(4, 8).IsEmpty && root.Tables(1).Count == 0);
    }

    /// <summary>Each 32-bit word of a message in turn is replaced by values that lead far outside.</summary>
    [Fact]
    public void No_word_of_a_message_leads_outside()
    {
        byte[] sound = Aedat4TestFile.EventsMessage(TestEvents.Random(Fixtures.Sensor, 20, 1, 1_000, 5));
        int refused = 0;
        for (int at = 0; at <= 28; at += 2)
        {
            foreach (int value in (int[])[-1, int.MinValue, int.MaxValue, int.MaxValue - 8, 0x7FFF_FFF0, sound.Length, sound.Length - 3, -sound.Length, 1 << 28])
            {
                byte[] message = [.. sound];
                BitConverter.TryWriteBytes(message.AsSpan(at), value);
                try
                {
                    Aedat4Span span = Aedat4Payload.Measure("EVTS", message);
                    Assert.InRange(span.Count, 0, message.Length / Aedat4Event.Bytes);
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 60, 135);
    }

    [Fact]
    public void A_message_of_any_length_that_was_cut_off_is_refused()
    {
        byte[] sound = Aedat4TestFile.EventsMessage(TestEvents.Random(Fixtures.Sensor, 20, 1, 1_000, 5));
        for (int length = 0; length < sound.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Aedat4Payload.Measure("EVTS", sound.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Another_type_of_message_is_refused() =>
        Assert.Contains("IMUS", Assert.Throws<InvalidDataException>(() => Aedat4Payload.Measure("IMUS", Aedat4TestFile.EventsMessage(new EventBatch()))).Message);

    [Fact]
    public void The_list_of_streams_is_read_whatever_else_is_in_it()
    {
        const string Text = """
            <dv version="2.0"><attr key="typeIdentifier">none</attr><node name="other"><node name="5"><attr key="typeIdentifier">NONE</attr></node></node>
            <node name="outInfo" path="/a/"><attr key="typeIdentifier">NONE</attr>
              <node name="2"><attr key="typeIdentifier">EVTS</attr><attr key="empty"></attr><attr/><attr key="x"/>
                <node name="info"><attr key="sizeX">640</attr><attr key="sizeY">480</attr><attr key="source">A &amp; B</attr>
                  <node name="deeper"><attr key="sizeX">1</attr></node></node>
                <node name="more"><attr key="sizeY">2</attr></node></node>
              <node name="1"><attr key="typeIdentifier">FRME</attr><attr key="originalOutputName">frames</attr><node name="info"><attr key="sizeX">0</attr><attr key="sizeY">9</attr></node></node>
              <node name="-3"><attr key="typeIdentifier">EVTS</attr></node><node name="4"><attr key="source">no type</attr></node><node/></node></dv>
            """;

        Assert.Equal(
            [new Aedat4Stream(1, "FRME", "frames", null, null), new Aedat4Stream(2, "EVTS", "", "A & B", new SensorSize(640, 480))],
            Aedat4InfoNode.Parse(Text));
    }

    [Theory]
    [InlineData("<dv><node name=\"outInfo\">", "not XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><dv>&b;</dv>", "not XML")]
    [InlineData("plain", "not XML")]
    public void A_list_of_streams_that_is_not_xml_is_refused(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Aedat4InfoNode.Parse(text)).Message);

    [Fact]
    public void A_list_of_streams_without_end_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("<node name=\"a\">", 100_000));
        string wide = "<a><node name=\"outInfo\">" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<node name=\"{i}\"><attr key=\"k\">v</attr></node>")) + "</node></a>";

        Assert.Contains("deep", Assert.Throws<InvalidDataException>(() => Aedat4InfoNode.Parse(deep)).Message);
        Assert.Contains("more than", Assert.Throws<InvalidDataException>(() => Aedat4InfoNode.Parse(wide)).Message);
    }
}
