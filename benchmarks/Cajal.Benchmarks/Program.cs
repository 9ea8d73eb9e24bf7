if (args is ["kernels"])
    Cajal.Benchmarks.KernelFigures.Print();
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
