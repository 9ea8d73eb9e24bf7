using Cajal.Planning;

namespace Cajal;

/// <summary>
/// Penalties on weight matrices (biases and scales carry none), as what they add to the gradient or do after the optimiser's step: the penalty itself is not part
/// of the reported loss.
/// </summary>
internal static class WeightPenalty
{
    /// <summary>
    /// g + λw, the gradient of ½λ‖W‖². The lectures' (λ'/2m)‖Θ‖² for m rows is λ = λ'/m, their λ'‖W‖² is λ = 2λ'.
    /// </summary>
    public static Node AddL2(Node gradient, Node weight, double strength) => strength == 0 ? gradient : gradient + (strength * weight);

    /// <summary>
    /// sign(w)·max(|w| − t, 0): the w' for which ½(w' − w)² + t·|w'| is least (soft thresholding; N. Parikh, S. Boyd, "Proximal algorithms", 2014, section 6.5.2).
    /// After a step of rate η with t = ηλ it takes account of the penalty λΣ|w|. A step along the penalty's gradient λ·sign(w) would only make weights swing around 0;
    /// this makes them 0. It follows the step of any optimiser, whatever that divides the gradient by, as AdamW's decay does.
    /// </summary>
    /// <param name="weight">w.</param>
    /// <param name="threshold">t, <c>[]</c>.</param>
    public static Node Shrink(Node weight, Node threshold) =>
        weight.Sign() * (weight.Abs() - threshold).Maximum(weight.Graph.Constant(0));

    /// <summary>½λ·Σw² over weights as they are.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="names">Their names.</param>
    /// <param name="strength">λ.</param>
    public static double Value(ParameterStore<float> store, string[] names, double strength)
    {
        double sum = 0;
        for (int index = 0; strength > 0 && index < names.Length; index++)
        {
            foreach (float weight in store[names[index]])
            {
                sum += (double)weight * weight;
            }
        }

        return 0.5 * strength * sum;
    }
}
