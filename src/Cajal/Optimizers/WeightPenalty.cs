namespace Cajal;

/// <summary>
/// Penalties on weight matrices (biases and scales carry none), as what they add to the gradient: the penalty itself is not part of the
/// reported loss.
/// </summary>
internal static class WeightPenalty
{
    /// <summary>
    /// g + λw, the gradient of ½λ‖W‖². The lectures' (λ'/2m)‖Θ‖² for m rows is λ = λ'/m, their λ'‖W‖² is λ = 2λ'.
    /// </summary>
    public static Node AddL2(Node gradient, Node weight, double strength) => strength == 0 ? gradient : gradient + (strength * weight);

    /// <summary>g + λ·sign(w), the gradient of λΣ|w|; sign(0) = 0.</summary>
    public static Node AddL1(Node gradient, Node weight, double strength) => strength == 0 ? gradient : gradient + (strength * weight.Sign());
}
