namespace OpenCvSharp;

/// <summary>An error that OpenCV raised (<c>cv::Exception</c>); the message is OpenCV's.</summary>
public class OpenCVException : Exception
{
    public OpenCVException()
    {
    }

    public OpenCVException(string message)
        : base(message)
    {
    }

    public OpenCVException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public OpenCVException(ErrorCode status, string funcName, string errMsg, string fileName, int line)
        : base(errMsg)
    {
        Status = status;
        FuncName = funcName;
        ErrMsg = errMsg;
        FileName = fileName;
        Line = line;
    }

    public ErrorCode Status { get; set; }

    public string FuncName { get; set; } = string.Empty;

    public string ErrMsg { get; set; } = string.Empty;

    public string FileName { get; set; } = string.Empty;

    public int Line { get; set; }
}
