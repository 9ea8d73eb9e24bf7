namespace Cajal;

/// <summary>
/// One path of the chain rule: what a node gets from one of its users, ∂f/∂user · ∂user/∂node. The first factor was brought back, the second
/// was found on the way forward. A node's gradient is the sum over its users.
/// </summary>
/// <param name="User">The node that uses the value.</param>
/// <param name="Upstream">∂f/∂user, brought back.</param>
/// <param name="Local">∂user/∂node, found on the way forward.</param>
/// <param name="Share">Their product, of the node's shape, row by row.</param>
public sealed record PathTerm(Node User, IReadOnlyList<double> Upstream, LocalDerivative Local, IReadOnlyList<double> Share);
