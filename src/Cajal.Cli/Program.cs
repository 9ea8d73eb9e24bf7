using System.Runtime.InteropServices;
using Cajal.Cli;
using Cajal.Cli.Terminals;

using var interruption = new Interruption();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, interruption.Handle);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, interruption.Handle);
using Terminal terminal = Terminal.OfProcess();
return CommandLine.Run(args, terminal, interruption);
