if (args is ["kernels"])
    Cajal.Benchmarks.KernelFigures.Print();
else if (args is ["epilogues"])
    Cajal.Benchmarks.KernelFigures.PrintEpilogues();
else if (args is ["team"])
    Cajal.Benchmarks.KernelFigures.PrintTeam();
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
