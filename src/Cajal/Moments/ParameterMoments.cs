namespace Cajal;

/// <summary>What else than the gradient goes back to a parameter, element by element, as means over the samples.</summary>
/// <param name="Name">The parameter, e.g. <c>dense1.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Mean">Mean of the samples' gradients: the gradient itself.</param>
/// <param name="SecondMoment">Mean of the squares of the samples' gradients.</param>
/// <param name="GaussNewton">Diagonal of the Gauss-Newton matrix JᵀHJ: J derives the net's head by the parameter, H is the loss's Hessian by the head.</param>
public sealed record ParameterMoments(
    string Name, Shape Shape, IReadOnlyList<double> Mean, IReadOnlyList<double> SecondMoment, IReadOnlyList<double> GaussNewton);
