using System.Diagnostics;
using Cajal.Numerics;

namespace Cajal.Classic;

/// <summary>
/// The state of a descent on a convex objective and its line search: halving with quadratic interpolation until the decrease suffices
/// (Armijo), or, where the decrease drowns in rounding, until the slope shows it (the approximate Wolfe condition of W. W. Hager and
/// H. Zhang, SIAM Journal on Optimization 16 (2005), equation 1.4).
/// </summary>
internal sealed class Descent
{
    private const double SufficientDecrease = 1e-4;
    private const double ApproximateSlope = 0.8;
    private const double RelativeRounding = 1e-13;
    private const int MostTrials = 40;
    private const int MostIdleSteps = 5;

    private readonly ClassificationObjective _objective;
    private readonly LinearModelOptions _options;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _bestNorm;
    private int _idleSteps;
    private double[] _trialPoint;
    private double[] _trialGradient;

    public Descent(ClassificationObjective objective, double[] start, LinearModelOptions options)
    {
        _objective = objective;
        _options = options;
        Point = start;
        Gradient = new double[start.Length];
        _trialPoint = new double[start.Length];
        _trialGradient = new double[start.Length];
        Value = objective.Evaluate(Point, Gradient);
        GradientNorm = _bestNorm = objective.GradientNorm(Gradient);
    }

    public double[] Point { get; private set; }

    public double[] Gradient { get; private set; }

    public double Value { get; private set; }

    public double GradientNorm { get; private set; }

    public int Iterations { get; private set; }

    /// <summary>The point before the last step, and its gradient.</summary>
    public double[] PreviousPoint => _trialPoint;

    /// <inheritdoc cref="PreviousPoint"/>
    public double[] PreviousGradient => _trialGradient;

    /// <summary>Whether limits, and the steps' own progress, allow another step.</summary>
    public bool MayContinue =>
        Iterations < _options.MaximumIterations && _idleSteps < MostIdleSteps && !(_clock.Elapsed > _options.TimeLimit);

    /// <summary>Goes along a direction of descent; false when no step along it lowers the objective.</summary>
    public bool TryStep(ReadOnlySpan<double> direction)
    {
        double slope = Vectors.Dot(Gradient, direction);
        double step = 1;
        for (int trial = 0; trial < MostTrials && slope < 0; trial++)
        {
            Point.CopyTo(_trialPoint, 0);
            Vectors.AddScaled(step, direction, _trialPoint);
            double value = _objective.Evaluate(_trialPoint, _trialGradient);
            if (Suffices(value, step, slope, direction))
            {
                Accept(value);
                return true;
            }
            double curvature = value - Value - (slope * step);
            double interpolated = -slope * step * step / (2 * curvature);
            step = double.IsFinite(interpolated) ? Math.Clamp(interpolated, 0.1 * step, 0.5 * step) : 0.1 * step;
        }
        return false;
    }

    private bool Suffices(double value, double step, double slope, ReadOnlySpan<double> direction) =>
        value <= Value + (SufficientDecrease * step * slope)
        || (value <= Value + (RelativeRounding * Math.Abs(Value))
            && Vectors.Dot(_trialGradient, direction) <= ApproximateSlope * -slope);

    private void Accept(double value)
    {
        double norm = _objective.GradientNorm(_trialGradient);
        bool progress = value < Value - (RelativeRounding * Math.Abs(Value)) || norm < _bestNorm;
        _idleSteps = progress ? 0 : _idleSteps + 1;
        _bestNorm = Math.Min(_bestNorm, norm);
        (Point, _trialPoint) = (_trialPoint, Point);
        (Gradient, _trialGradient) = (_trialGradient, Gradient);
        Value = value;
        GradientNorm = norm;
        Iterations++;
    }
}
