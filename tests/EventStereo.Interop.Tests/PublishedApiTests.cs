using System.Reflection;

namespace EventStereo.Interop.Tests;

/// <summary>
/// What is public in the seam is in the published packages, to the parameter's name and default: code that compiles against the
/// seam compiles against them.
/// </summary>
public sealed class PublishedApiTests
{
    [Theory]
    [InlineData("TorchSharp-0.106.0.txt", typeof(TorchSharp.torch))]
    [InlineData("HDF.PInvoke-1.10.txt", typeof(HDF.PInvoke.H5))]
    [InlineData("OpenCvSharp4-4.13.0.txt", typeof(OpenCvSharp.Cv2))]
    public void Every_public_member_is_a_published_one(string listingName, Type anyType)
    {
        PublishedListing? listing = PublishedListing.Find(listingName);
        if (listing is null)
        {
            Assert.Skip($"the listing shared/reference/published-api/{listingName} is not beside any folder above {AppContext.BaseDirectory}");
        }

        List<string> strangers = [];
        int members = 0;
        foreach (Type type in anyType.Assembly.GetTypes().Where(type => type.IsVisible))
        {
            string header = SignaturePrinter.Header(type);
            IReadOnlySet<string>? published = listing.Members(header);
            foreach (string member in SignaturePrinter.Members(type))
            {
                members++;
                if (published is null || !published.Contains(member))
                {
                    strangers.Add($"{header} | {member}");
                }
            }
        }

        Assert.True(members > 0);
        Assert.True(strangers.Count == 0, $"{strangers.Count} of {members} members are not published:\n{string.Join('\n', strangers)}");
    }
}
