namespace TorchSharp.Modules;

/// <summary>Marks modules that hold neither parameters nor buffers nor submodules.</summary>
public interface IParameterLessModule
{
}
