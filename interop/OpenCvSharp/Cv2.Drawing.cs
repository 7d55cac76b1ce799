namespace OpenCvSharp;

/// <content>Drawing.</content>
public static partial class Cv2
{
    public static void Line(InputOutputArray img, Point pt1, Point pt2, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.ocv_line(Out(img), pt1, pt2, color, thickness, (int)lineType, shift));

    public static void Rectangle(InputOutputArray img, Rect rect, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.ocv_rectangle(Out(img), rect, color, thickness, (int)lineType, shift));

    public static void Rectangle(InputOutputArray img, Point pt1, Point pt2, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.ocv_rectangle_corners(Out(img), pt1, pt2, color, thickness, (int)lineType, shift));

    public static void Circle(InputOutputArray img, Point center, int radius, Scalar color, int thickness = 1, LineTypes lineType = LineTypes.Link8, int shift = 0) =>
        Native.Check(Native.ocv_circle(Out(img), center, radius, color, thickness, (int)lineType, shift));

    public static void PutText(
        InputOutputArray img,
        string text,
        Point org,
        HersheyFonts fontFace,
        double fontScale,
        Scalar color,
        int thickness = 1,
        LineTypes lineType = LineTypes.Link8,
        bool bottomLeftOrigin = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        Native.Check(Native.ocv_put_text(Out(img), text, org, (int)fontFace, fontScale, color, thickness, (int)lineType, bottomLeftOrigin ? 1 : 0));
    }

    public static Size GetTextSize(string text, HersheyFonts fontFace, double fontScale, int thickness, out int baseLine)
    {
        ArgumentNullException.ThrowIfNull(text);
        Native.Check(Native.ocv_text_size(text, (int)fontFace, fontScale, thickness, out baseLine, out Size size));
        return size;
    }
}
