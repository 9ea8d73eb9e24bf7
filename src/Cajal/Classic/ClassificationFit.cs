namespace Cajal.Classic;

/// <summary>Fits a linear classifier: leaves out classes that do not occur, starts from their shares, chooses the solver by size.</summary>
internal sealed class ClassificationFit(
    TrainingRows rows, int[] labels, int classes, LinearModelOptions options, CancellationToken cancellation)
{
    /// <summary>Newton's matrix and its factor cost too much memory and time beyond this.</summary>
    private const int MostNewtonParameters = 2000;

    /// <summary>Floating-point operations of one Newton step, some tenths of a second, beyond which many cheap steps are better.</summary>
    private const double MostNewtonOperations = 4e9;

    private readonly double _strength = options.Penalty ?? 1 / rows.TotalWeight;

    /// <summary>One sigmoid output for two classes.</summary>
    public (double[] Weights, double[] Intercepts, LinearModelFit Result) Sigmoid()
    {
        double[] shares = Shares();
        int[] present = Present(shares);
        return present.Length == 1
            ? Constant(1, [present[0] == 1 ? double.PositiveInfinity : double.NegativeInfinity], present[0])
            : Solve(new SigmoidLink(), [Math.Log(shares[1] / shares[0])], [shares[1]], null);
    }

    /// <summary>One softmax output per class; a class that does not occur gets the intercept −∞, the probability 0.</summary>
    public (double[] Weights, double[] Intercepts, LinearModelFit Result) Softmax()
    {
        double[] shares = Shares();
        int[] present = Present(shares);
        double[] intercepts = new double[classes];
        intercepts.AsSpan().Fill(double.NegativeInfinity);
        intercepts[present[0]] = 0;
        if (present.Length == 1)
        {
            return Constant(classes, intercepts, present[0]);
        }
        string? remark = present.Length == classes ? null : $"Classes without training rows are never predicted: "
            + $"{string.Join(", ", Enumerable.Range(0, classes).Except(present))}.";
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = Math.Max(0, Array.IndexOf(present, labels[row]));
        }
        double[] presentShares = [.. present.Select(k => shares[k])];
        (double[] solved, double[] solvedIntercepts, LinearModelFit result) =
            Solve(new SoftmaxLink(), [.. presentShares.Select(share => Math.Log(share))], presentShares, remark);
        int features = rows.Design.Features;
        double[] weights = new double[classes * features];
        for (int k = 0; k < present.Length; k++)
        {
            solved.AsSpan(k * features, features).CopyTo(weights.AsSpan(present[k] * features));
            intercepts[present[k]] = solvedIntercepts[k];
        }
        return (weights, intercepts, result);
    }

    private (double[] Weights, double[] Intercepts, LinearModelFit Result) Solve(
        Link link, double[] startIntercepts, double[] shares, string? remark)
    {
        int outputs = shares.Length;
        int columns = rows.Design.Columns;
        var products = new DesignProducts(rows.Design, options.Threads, cancellation);
        double[] variances = products.CentreColumns(rows.Weights);
        var objective = new ClassificationObjective(products, link, outputs, labels, rows.Weights, new Penalty(_strength, rows.Design));
        double[] start = new double[outputs * columns];
        double[] diagonal = new double[start.Length];
        for (int i = 0; i < start.Length; i++)
        {
            (int k, int j) = (i / columns, i % columns);
            bool intercept = j == columns - 1;
            start[i] = intercept ? startIntercepts[k] : 0;
            // With weights 0 the probabilities are the shares, so this is the true curvature there.
            double curvature = (shares[k] * (1 - shares[k]) * variances[j]) + (intercept ? 0 : _strength);
            diagonal[i] = curvature > 0 ? 1 / curvature : 1;
        }
        SolverEnd end = (options.Solver ?? Choose(outputs)) == ClassificationSolver.Newton
            ? NewtonSolver.Minimise(objective, start, options)
            : new LimitedMemorySolver(objective, diagonal).Minimise(start, options);
        double[] parameters = end.Descent.Point;
        CentreOutputs(parameters, outputs);
        (double[] weights, double[] intercepts) = rows.Design.Uncentre(parameters);
        return (weights, intercepts, Report(end, remark));
    }

    private ClassificationSolver Choose(int outputs)
    {
        double columns = rows.Design.Columns;
        double parameters = outputs * columns;
        double operations = (rows.Count * columns * columns * outputs * (outputs + 1)) + (parameters * parameters * parameters);
        return parameters <= MostNewtonParameters && operations <= MostNewtonOperations
            ? ClassificationSolver.Newton
            : ClassificationSolver.LimitedMemory;
    }

    /// <summary>
    /// Adding the same to every class's output changes no softmax: of all equal solutions the one whose intercepts sum to 0, and, where
    /// no penalty has done so, whose weights do.
    /// </summary>
    private void CentreOutputs(double[] parameters, int outputs)
    {
        int columns = rows.Design.Columns;
        for (int j = _strength > 0 ? columns - 1 : 0; j < columns && outputs > 1; j++)
        {
            double mean = 0;
            for (int k = 0; k < outputs; k++)
            {
                mean += parameters[(k * columns) + j] / outputs;
            }
            for (int k = 0; k < outputs; k++)
            {
                parameters[(k * columns) + j] -= mean;
            }
        }
    }

    private LinearModelFit Report(SolverEnd end, string? remark)
    {
        string? fault = end.Separable
            ? "The classes are separable by a linear function, so without a penalty no minimum exists and the weights would grow for ever. "
                + "Stopped at weights that separate them. Set a penalty above 0."
            : end.Converged ? null : FormattableString.Invariant(
                $"Stopped after {end.Descent.Iterations} iterations with gradient norm {end.Descent.GradientNorm:0.0e+0}, tolerance ")
                + FormattableString.Invariant($"{options.Tolerance:0.0e+0}. ")
                + "Standardise the inputs, or allow more iterations or a larger tolerance.";
        string?[] remarks = [remark, fault];
        string joined = string.Join(" ", remarks.Where(text => text is not null));
        return new LinearModelFit(end.Method, _strength, end.Descent.Iterations, end.Descent.Value, end.Descent.GradientNorm, end.Converged,
            end.Separable, joined.Length == 0 ? null : joined);
    }

    private (double[] Weights, double[] Intercepts, LinearModelFit Result) Constant(int outputs, double[] intercepts, int label)
    {
        string remark = $"Only class {label} occurs in the training rows: it is always predicted.";
        var result = new LinearModelFit("none", _strength, 0, 0, 0, Converged: false, Separable: true, remark);
        return (new double[outputs * rows.Design.Features], intercepts, result);
    }

    private double[] Shares()
    {
        double[] shares = new double[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            shares[labels[row]] += rows.Weights[row];
        }
        return shares;
    }

    private static int[] Present(double[] shares) => [.. Enumerable.Range(0, shares.Length).Where(k => shares[k] > 0)];
}
