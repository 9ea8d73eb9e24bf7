namespace Cajal;

/// <summary>How the fit of a linear model ended.</summary>
/// <param name="Method">The solver: "normal equations", "Newton", "L-BFGS" or "none" (nothing to solve).</param>
/// <param name="Penalty">The λ used.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Objective">Mean loss + λ/2 ‖W‖² at the end.</param>
/// <param name="GradientNorm">Euclidean norm of the objective's gradient at the end, over weights and intercepts.</param>
/// <param name="Converged">Whether <paramref name="GradientNorm"/> reached the tolerance at a minimum.</param>
/// <param name="Separable">
/// Whether a linear function tells the classes apart without error (or, for quasi-separation, never wrongly), so that without a penalty no
/// minimum exists: weights would grow for ever. The fit then stops at weights that separate, and has not converged.
/// </param>
/// <param name="Remark">What a person should know of this fit; null when there is nothing.</param>
public sealed record LinearModelFit(
    string Method, double Penalty, int Iterations, double Objective, double GradientNorm, bool Converged, bool Separable, string? Remark);
