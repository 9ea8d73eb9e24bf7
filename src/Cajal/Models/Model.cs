using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// A net: layers that take inputs or what other layers give, without loops. Build it from layers, compile it with an optimiser and a loss, fit it to data, evaluate
/// it, predict with it, save and load it. <see cref="Sequential"/> is the shorter way to write one whose layers follow one another.
/// </summary>
/// <remarks>
/// <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> may be called from many threads at once, as long as none trains the model.
/// Nothing needs to be disposed.
/// </remarks>
/// <example>
/// A net whose second hidden layer has a connection around it:
/// <code>
/// var x = new Input(4);
/// ModelValue hidden = x.Then(new Dense(16), new Tanh());
/// ModelValue sum = new Add().After(hidden, hidden.Then(new Dense(16), new Tanh()));
/// var model = new Model([x], [sum.Then(new Dense(3), new Softmax())]);
/// model.Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
/// model.Fit(training, new FitOptions { Epochs = 200, BatchSize = 16 });
/// Console.WriteLine(model.Evaluate(test));
/// model.Save("iris.safetensors");
/// </code>
/// </example>
public class Model
{
    private readonly Network? network;
    private readonly Scaler?[] scalers = [null];
    private readonly HashSet<string> unfrozen = [];
    private HashSet<string> frozen = [];
    private BuiltModel? built;
    private Compilation? compilation;
    private IReadOnlyList<OutputMeaning> meanings = [OutputMeaning.Unknown];

    /// <summary>A model from the values that flow through it.</summary>
    /// <param name="inputs">Its inputs, in the order in which data are given.</param>
    /// <param name="outputs">Its outputs, each what a layer gives.</param>
    /// <param name="name">Name of the model where it is a part of another one.</param>
    /// <exception cref="ArgumentException">
    /// An output depends on an input that is not listed, none depends on one that is, an output is an input itself or listed twice, or two layers have one name.
    /// </exception>
    public Model(IReadOnlyList<Input> inputs, IReadOnlyList<ModelValue> outputs, string? name = null)
        : this(ModelTracing.Trace(inputs, outputs), [.. inputs.Select(input => input.Shape)], name) => scalers = [.. inputs.Select(input => input.Preprocessing)];

    internal Model(Architecture architecture, IReadOnlyList<Shape> inputShapes, string? name = null)
        : this(name)
    {
        network = new Network(architecture, inputShapes);
        scalers = new Scaler?[inputShapes.Count];
        meanings = [.. architecture.Outputs.Select(_ => OutputMeaning.Unknown)];
    }

    private protected Model(string? name) => Name = name is null or { Length: > 0 }
        ? name
        : throw new ArgumentException($"{GetType().Name}: its name is empty. Give it one or none.", nameof(name));

    /// <summary>Name where it is a part of another model: it then stands before the names of its layers, <c>encoder.dense1</c>.</summary>
    public string? Name { get; }

    /// <summary>The layers, each after those that it takes; one that stands in several places is listed once.</summary>
    public IReadOnlyList<Layer> Layers => Architecture.Layers;

    /// <summary>What is applied to the first or only input before the first layer, at training and prediction alike; stored with the model.</summary>
    public Scaler? Preprocessing => built?.Scalers[0];

    /// <summary>
    /// Regression targets are standardised inside: this scaler, fitted by <see cref="Fit"/> on its training set, turns outputs back into the
    /// targets' own units. <c>null</c> for other tasks.
    /// </summary>
    public TargetScaler? TargetScaler => meanings[0].Scaler;

    /// <summary>What the numbers of the first or only output mean: names of classes, labels or values; set by <see cref="Fit"/>.</summary>
    public IReadOnlyList<string> OutputNames => meanings[0].Names;

    /// <summary>Whether the first or only output is classes, values or labels; set by <see cref="Fit"/>.</summary>
    public TargetKind? TargetKind => meanings[0].Kind;

    /// <summary>Whether layers have been bound to an input shape and have weights.</summary>
    public bool IsBuilt => built is not null;

    /// <summary>All outputs with what they mean.</summary>
    /// <exception cref="InvalidOperationException">The shapes of the inputs are not known yet: a <see cref="Sequential"/> has not been built.</exception>
    public IReadOnlyList<ModelOutput> Outputs => [.. Placed.Architecture.Outputs.Select((name, index) =>
        new ModelOutput(name, Placed.OutputShapes[index], meanings[index].Kind, meanings[index].Names, meanings[index].Scaler))];

    /// <summary>Shape of one row of the first or only input.</summary>
    /// <exception cref="InvalidOperationException">The shapes of the inputs are not known yet: a <see cref="Sequential"/> has not been built.</exception>
    public Shape InputShape => Placed.InputShape;

    /// <summary>Shape of one row of the first or only output.</summary>
    /// <inheritdoc cref="InputShape" path="/exception"/>
    public Shape OutputShape => Placed.OutputShape;

    /// <summary>How many numbers are learned.</summary>
    /// <inheritdoc cref="InputShape" path="/exception"/>
    public long ParameterCount => Placed.ParameterCount;

    /// <summary>Seed that the weights were initialised with.</summary>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    public ulong Seed => Built.Seed;

    /// <summary>All parameters with their values, in the canonical order.</summary>
    /// <inheritdoc cref="Seed" path="/exception"/>
    public IReadOnlyList<ModelParameter> Parameters =>
        [.. Built.Network.Parameters.Select(parameter => new ModelParameter(parameter.Name, parameter.Declaration.Shape, Built.Store))];

    internal BuiltModel Built => built
        ?? throw new InvalidOperationException($"{GetType().Name}: it has no weights yet. Call Build or Fit first.");

    /// <summary>The layers in their places, which need no weights for it.</summary>
    /// <exception cref="InvalidOperationException">The shapes of the inputs are not known yet.</exception>
    internal Network Placed => built?.Network ?? network?.WithFrozen(FrozenNow())
        ?? throw new InvalidOperationException($"{PartTitle}: its inputs have no shape yet. Call Build with the shape of one input first.");

    internal Compilation Compiled => compilation
        ?? throw new InvalidOperationException($"{GetType().Name}: it has no loss yet. Call Compile with an optimiser and a loss first.");

    /// <summary>Whether a loss is known, from <see cref="Compile(Optimizer, Loss, IReadOnlyList{Metric})"/> or from the file.</summary>
    internal bool HasLoss => compilation is not null;

    /// <summary>What the outputs mean.</summary>
    internal IReadOnlyList<OutputMeaning> Meanings => meanings;

    /// <summary>Layers by name, and what they take. Once there are weights the layers are the model's own, so that models that were made of the same ones and learned apart stay apart.</summary>
    internal Architecture Architecture => built?.Network.Architecture ?? Written;

    /// <summary>The architecture as the user has put it together.</summary>
    private protected virtual Architecture Written => network!.Architecture;

    /// <summary>The model as a part in messages: <c>Sequential 'encoder'</c>.</summary>
    internal string PartTitle => Name is null ? GetType().Name : $"{GetType().Name} '{PrintableText.Escape(Name)}'";

    /// <summary>Gives the layers their first weights: those of parts that have some, and others from the seed.</summary>
    /// <param name="seed">Seed of the weights; the same seed gives the same bits.</param>
    /// <param name="preprocessing">
    /// What is applied to the first or only input before the first layer; by default what the <see cref="Input"/> says, or what a part applies into which the input goes.
    /// </param>
    /// <returns>The model itself.</returns>
    /// <exception cref="ArgumentException">The preprocessing is for inputs of another size; or none is said for an input that goes into parts which differ in theirs.</exception>
    /// <exception cref="InvalidOperationException">It is a <see cref="Sequential"/>, whose inputs have no shape yet: call its own Build with it.</exception>
    public Model Build(ulong seed = 0, Scaler? preprocessing = null)
    {
        Network own = network ?? throw new InvalidOperationException($"{PartTitle}: its inputs have no shape yet. Call Build with the shape of one input.");
        BindAsWritten(own, seed, [preprocessing ?? scalers[0], .. scalers.Skip(1)]);
        return this;
    }

    /// <summary>Names of the layers that training leaves as they are, those among them that parts have frozen; kept in the model's file.</summary>
    public IReadOnlyCollection<string> Frozen => IsBuilt ? frozen : FrozenNow();

    /// <summary>
    /// Freezes layers: training leaves their parameters as they are and computes no gradients for them, and they compute as in a prediction (dropout is off).
    /// </summary>
    /// <param name="parts">Names of layers (<c>dense1</c>) or of parts (<c>encoder</c> for all its layers).</param>
    /// <exception cref="ArgumentException">There is no such layer or part.</exception>
    /// <example><code>model.Freeze("encoder");</code></example>
    public void Freeze(params IReadOnlyList<string> parts)
    {
        string[] layers = [.. PartNames.LayersOf(Architecture, parts, nameof(Freeze))];
        unfrozen.ExceptWith(layers);
        SetFrozen([.. frozen, .. layers]);
    }

    /// <summary>Lets training change layers again.</summary>
    /// <param name="parts">Names of layers or of parts; none for all.</param>
    /// <exception cref="ArgumentException">There is no such layer or part.</exception>
    public void Unfreeze(params IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        string[] layers = [.. parts.Count == 0 ? Architecture.Placements.Select(placement => placement.Name) : PartNames.LayersOf(Architecture, parts, nameof(Unfreeze))];
        unfrozen.UnionWith(layers);
        SetFrozen([.. frozen.Except(layers)]);
    }

    /// <summary>Says how the model is trained and judged.</summary>
    /// <param name="optimizer">The optimiser with its learning rate.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">Figures to follow on the validation set.</param>
    /// <returns>The model itself.</returns>
    public virtual Model Compile(Optimizer optimizer, Loss loss, params IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        compilation = new Compilation(optimizer, loss, metrics);
        return this;
    }

    /// <summary>Says how a model of several outputs is trained and judged: on the sum of its outputs' losses.</summary>
    /// <param name="optimizer">The optimiser with its learning rate.</param>
    /// <param name="outputs">Loss, weight and metrics of each output.</param>
    /// <returns>The model itself.</returns>
    /// <exception cref="ArgumentException">There is none, or a weight is not above 0.</exception>
    /// <example><code>model.Compile(new Adam(), new OutputLoss("digit", new CrossEntropy()), new OutputLoss("width", new MeanSquaredError(), Weight: 0.5));</code></example>
    public Model Compile(Optimizer optimizer, params IReadOnlyList<OutputLoss> outputs)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Count == 0 || outputs.Any(output => !(output.Weight > 0) || !double.IsFinite(output.Weight)))
        {
            throw new ArgumentException("Compile: each output needs a loss with a weight above 0. Give one OutputLoss for each, or a loss for a model of one output.", nameof(outputs));
        }

        compilation = new Compilation(optimizer, [.. outputs]);
        return this;
    }

    /// <summary>Trains the model, which is built first if it has not been.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="options">Epochs, batch size, validation and more; the defaults of <see cref="FitOptions"/> if none are given.</param>
    /// <param name="cancellation">Stops after the current step; a checkpoint is written first where a path is given.</param>
    /// <returns>The course of the training.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or the settings are impossible.</exception>
    /// <exception cref="DivergedException">
    /// Loss, weights or optimiser's state are no longer finite, or the loss has grown out of bounds. The model is left with the spoilt weights,
    /// which cannot be saved; a checkpoint of an earlier epoch is untouched.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; the model holds the weights of the last step.</exception>
    public History Fit(Dataset training, FitOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new FitOptions();
        BuildFor(training, options.Seed);
        return TrainingSession.Begin(this, training, options).Run(cancellation);
    }

    /// <summary>Goes on with a training from a checkpoint (<see cref="FitOptions.CheckpointPath"/>), to the same bits as without the stop.</summary>
    /// <param name="checkpointPath">The checkpoint.</param>
    /// <param name="training">The same training set as before.</param>
    /// <param name="options">Validation set, callbacks and what else may differ.</param>
    /// <param name="cancellation">Stops after the current step; a checkpoint is written first.</param>
    /// <returns>The model and the course of the training, earlier epochs included (their times are not kept).</returns>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no checkpoint.</exception>
    /// <exception cref="ConfigurationException">The data are others than before, or more epochs are wanted than the schedule allows.</exception>
    public static (Model Model, History History) Resume(
        string checkpointPath, Dataset training, ResumeOptions? options = null, CancellationToken cancellation = default)
    {
        LoadedCheckpoint checkpoint = Checkpoint.Read(checkpointPath);
        TrainingSession session = TrainingSession.Resume(checkpoint, training, options ?? new ResumeOptions(), checkpointPath);
        return (session.Model, session.Run(cancellation));
    }

    /// <summary>Judges the model on rows it has not seen.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="threads">Threads; 0 takes <c>CAJAL_THREADS</c> or else all processors.</param>
    /// <returns>Loss (for regression that of standardised targets) and metrics (in the targets' own units).</returns>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public Evaluation Evaluate(Dataset data, int threads = 0) => ModelEvaluation.Run(this, data, threads);

    /// <summary>Compares the gradients of the loss with two-sided differences in float64, on at most 8 rows, with layers as at prediction: dropout off, batch normalisation by its running figures.</summary>
    /// <param name="data">Rows; the first 8 are taken.</param>
    /// <param name="sample">At most about this many weights are compared, spread over all parameters; 1000 by default.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built or has no loss.</exception>
    public GradientCheckResult CheckGradients(Dataset data, int sample = 1000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(this, data, "CheckGradients");
        return new GradientChecker(this, data.Select([.. Enumerable.Range(0, Math.Min(data.Count, 8))])).Run(sample, seed);
    }

    /// <summary>Predicts rows of a model of one input and one output; allocates nothing after a thread's first call.</summary>
    /// <param name="inputs">Rows <c>[rows, features]</c>.</param>
    /// <param name="outputs">Receives <c>[rows, outputs]</c>: the last layer's output, regression values in their own units.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Built.Predictor.Predict(inputs, outputs);
        TargetScaler?.Invert(outputs, outputs);
    }

    /// <summary>Predicts rows into a new array.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{float}, Span{float})"/>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        Network own = Built.Network;
        float[] outputs = new float[inputs.Length / Math.Max(own.InputShape.Count, 1) * own.OutputShape.Count];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>Predicts rows of a model of any number of inputs and outputs.</summary>
    /// <param name="inputs">For each input, in the model's order, the rows <c>[rows, features]</c>, the same number for all.</param>
    /// <returns>For each output the rows <c>[rows, outputs]</c>, regression values in their own units.</returns>
    /// <exception cref="ArgumentException">The number of inputs or the lengths do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    /// <example><code>float[][] outputs = model.PredictAll(pictures, table);</code></example>
    public float[][] PredictAll(params IReadOnlyList<ReadOnlyMemory<float>> inputs)
    {
        float[][] outputs = Built.Predictor.PredictAll(inputs);
        foreach ((float[] output, OutputMeaning meaning) in outputs.Zip(meanings))
        {
            meaning.Scaler?.Invert(output, output);
        }

        return outputs;
    }

    /// <summary>Writes the model to a safetensors file, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is untouched.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built, or a weight is not finite.</exception>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>Reads a model from a safetensors file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no model of this kind or version.</exception>
    public static Model Load(string path) => ModelFile.Read(path).Model;

    /// <summary>A table of the layers: name, output shape, number of parameters; and what they take where that is not the layer before.</summary>
    /// <inheritdoc cref="InputShape" path="/exception"/>
    public string Summary() => ModelSummary.Of(Placed);

    /// <summary>Whether another model is this one or a part of it whose layers may still change.</summary>
    internal virtual bool Contains(Model model) => model == this;

    /// <summary>The network for inputs of some shapes.</summary>
    /// <exception cref="ArgumentException">The shapes are not those of the model's inputs.</exception>
    internal virtual Network PlaceFor(IReadOnlyList<Shape> shapes) => shapes.SequenceEqual(network!.InputShapes)
        ? network
        : throw new ArgumentException($"{PartTitle}: inputs of shapes {string.Join(", ", shapes)} came, expected {string.Join(", ", network.InputShapes)}.");

    /// <summary>Builds the model for the inputs of a training set if it has not been built.</summary>
    internal void BuildFor(Dataset training, ulong seed)
    {
        if (!IsBuilt)
        {
            BindAsWritten(network ?? PlaceFor([new Shape(training.InputShape)]), seed, scalers);
        }
    }

    /// <summary>Binds the model as its user wrote it: inputs without preprocessing take that of the part which they go into.</summary>
    private protected void BindAsWritten(Network bound, ulong seed, IReadOnlyList<Scaler?> preprocessing) => Bind(
        bound.WithOwnLayers(), seed, [.. preprocessing.Zip(bound.Architecture.Inputs, (scaler, input) => scaler ?? PartHeritage.Preprocessing(bound.Architecture, input))]);

    /// <summary>Binds the model to a network and gives it its first weights.</summary>
    /// <param name="bound">The network; its layers stand in no other model.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="preprocessing">What is applied to each input first.</param>
    internal void Bind(Network bound, ulong seed, IReadOnlyList<Scaler?> preprocessing)
    {
        if (preprocessing[0] is { } first && first.Features != bound.InputShape.Count)
        {
            throw new ArgumentException(
                $"Build: the preprocessing has {first.Features} features, expected {bound.InputShape.Count} for inputs {bound.InputShape}. Fit it on these inputs.");
        }

        frozen = [.. frozen, .. PartHeritage.Frozen(bound.Architecture).Except(unfrozen)];
        bound = bound.WithFrozen(frozen);
        ParameterStore<float> store = bound.CreateStore<float>();
        bound.Initialize(store, seed);
        PartHeritage.CopyWeights(bound, store);
        built = new BuiltModel(bound, store, preprocessing, new Predictor(bound, store, preprocessing), seed);
    }

    /// <summary>Sets the losses that a file names; enough to evaluate, and to train on with plain descent.</summary>
    internal void CompileForEvaluation(IReadOnlyList<OutputLoss> losses) => compilation = new Compilation(new Sgd(), losses);

    /// <summary>Sets what the training set or a file says about the outputs.</summary>
    internal void Describe(params IReadOnlyList<OutputMeaning> outputs) => meanings = outputs;

    private HashSet<string> FrozenNow() => [.. frozen, .. PartHeritage.Frozen(Written).Except(unfrozen)];

    private void SetFrozen(HashSet<string> names)
    {
        frozen = names;
        built = built is null ? null : built with { Network = built.Network.WithFrozen(names) };
    }
}
