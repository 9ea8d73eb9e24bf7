using System.Text.Json.Nodes;

namespace Cajal.Tests.Schedules;

public sealed class ScheduleTests
{
    public static TheoryData<string, double, double> Factors => new()
    {
        { """{"kind":"constant"}""", 0, 1 },
        { """{"kind":"constant"}""", 77, 1 },
        { """{"kind":"cosine","warmUp":0,"floor":0}""", 0, 1 },
        { """{"kind":"cosine","warmUp":0,"floor":0}""", 25, 0.5 * (1 + 0.7071067811865476) },
        { """{"kind":"cosine","warmUp":0,"floor":0}""", 50, 0.5 },
        { """{"kind":"cosine","warmUp":0,"floor":0}""", 100, 0 },
        { """{"kind":"cosine","warmUp":0,"floor":0.2}""", 50, 0.6 },
        { """{"kind":"cosine","warmUp":0,"floor":0.2}""", 130, 0.2 },
        { """{"kind":"cosine","warmUp":0.1,"floor":0}""", 0, 0.1 },
        { """{"kind":"cosine","warmUp":0.1,"floor":0}""", 8, 0.9 },
        { """{"kind":"cosine","warmUp":0.1,"floor":0}""", 9, 1 },
        { """{"kind":"cosine","warmUp":0.1,"floor":0}""", 10, 1 },
        { """{"kind":"cosine","warmUp":0.1,"floor":0}""", 55, 0.5 },
        { """{"kind":"flat-cosine"}""", 50, 1 },
        { """{"kind":"flat-cosine"}""", 75, 0.5 },
        { """{"kind":"flat-cosine"}""", 100, 0 },
        { """{"kind":"cosine-restarts","cycles":2}""", 0, 1 },               // cycles of a third and two thirds of the training
        { """{"kind":"cosine-restarts","cycles":2}""", 25, 0.5 * (1 - 0.7071067811865476) },
        { """{"kind":"cosine-restarts","cycles":2}""", 50, 0.5 * (1 + 0.7071067811865476) },
        { """{"kind":"cosine-restarts","cycles":2}""", 100, 0 },
        { """{"kind":"cosine-restarts","cycles":1}""", 50, 0.5 },
        { """{"kind":"one-cycle","rising":0.3}""", 0, 0.04 },
        { """{"kind":"one-cycle","rising":0.3}""", 29, 1 },
        { """{"kind":"one-cycle","rising":0.3}""", 64, 0.5 * (1 + 4e-6) },
        { """{"kind":"one-cycle","rising":0.3}""", 99, 4e-6 },
        { """{"kind":"one-cycle","rising":0.3}""", 130, 4e-6 },
        { """{"kind":"one-cycle","rising":0.21}""", 10, 0.52 },
        { """{"kind":"one-cycle","rising":0}""", 0, 1 },
        { """{"kind":"coslog","cycles":4}""", 0, 0 },
        { """{"kind":"coslog","cycles":4}""", 20, 0 },                       // log2(1 + 15·0.2) = 2: end of the second cycle
        { """{"kind":"coslog","cycles":4}""", 100, 0 },
        { """{"kind":"coslog","cycles":1}""", 100 * (1.4142135623730951 - 1), 1 },
        { """{"kind":"step","every":0.1,"factor":0.5}""", 29, 0.25 },
        { """{"kind":"step","every":0.1,"factor":0.5}""", 30, 0.125 },
        { """{"kind":"exponential","final":0.01}""", 0, 1 },
        { """{"kind":"exponential","final":0.01}""", 50, 0.1 },
        { """{"kind":"exponential","final":0.01}""", 100, 0.01 },
    };

    [Theory]
    [MemberData(nameof(Factors))]
    public void Factors_equal_the_formula(string json, double percent, double expected)
    {
        Schedule schedule = Schedule.FromJson(JsonNode.Parse(json)!.AsObject());
        double factor = percent % 1 == 0 ? schedule.Factor((long)percent, 100) : schedule.Factor((long)(percent * 1e10), 1_000_000_000_000);
        Assert.Equal(expected, factor, 1e-9);
    }

    [Fact]
    public void Every_schedule_stays_in_zero_to_one_and_is_read_back_the_same()
    {
        Type[] types = [.. typeof(Schedule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Schedule)) && !type.IsAbstract)];
        Assert.Equal(types.Select(type => type.Name).Order(), Schedule.Names.Select(name => Schedule.ByName(name).GetType().Name).Order());
        Assert.All(Schedule.Names.Select(Schedule.ByName), schedule =>
        {
            Assert.All(Enumerable.Range(0, 120), step => Assert.InRange(schedule.Factor(step, 100), 0, 1));
            Assert.Equal(schedule, Schedule.FromJson(JsonNode.Parse(schedule.ToJson().ToJsonString())!.AsObject()));
        });
        Assert.All(Enumerable.Range(0, 97), step => Assert.InRange(new CosineSchedule(0.3).Factor(step, 97), 1e-9, 1));
    }

    [Fact]
    public void The_cycles_of_coslog_peak_where_the_logarithm_is_a_half()
    {
        var schedule = new CosLogSchedule();
        Assert.All(Enumerable.Range(0, 4), cycle =>
        {
            double time = (Math.Pow(2, cycle + 0.5) - 1) / 15;
            Assert.Equal(1, schedule.Factor((long)(time * 1e9), 1_000_000_000), 1e-9);
        });
    }

    [Fact]
    public void Restarts_begin_at_one_on_the_very_step()
    {
        var schedule = new CosineRestartsSchedule(3);
        Assert.All([0, 1, 3], start => Assert.Equal(1, schedule.Factor(start * 11, 77)));
        Assert.All([1, 3], start => Assert.InRange(schedule.Factor((start * 11) - 1, 77), 0, 0.03));
    }

    [Fact]
    public void One_cycle_holds_with_few_steps()
    {
        Assert.All(Enumerable.Range(1, 5), total =>
            Assert.All(Enumerable.Range(0, 8), step => Assert.InRange(new OneCycleSchedule(0.9).Factor(step, total), 3.9e-6, 1)));
    }

    [Fact]
    public void Messages_name_schedule_number_and_range()
    {
        Assert.Equal("CosineSchedule: warmUp is 1, expected a number in [0, 1). (Parameter 'warmUp')", Range(() => new CosineSchedule(1)));
        Assert.Equal("CosLogSchedule: cycles is 31, expected a whole number from 1 to 30. (Parameter 'cycles')", Range(() => new CosLogSchedule(31)));
        Assert.Equal("CosineRestartsSchedule: cycles is 0, expected a whole number from 1 to 30. (Parameter 'cycles')", Range(() => new CosineRestartsSchedule(0)));
        Assert.Equal("OneCycleSchedule: rising is 1, expected a number in [0, 1). (Parameter 'rising')", Range(() => new OneCycleSchedule(1)));
        Assert.Equal("StepSchedule: every is 0, expected a number in (0, 1]. (Parameter 'every')", Range(() => new StepSchedule(0)));
        Assert.Equal("ExponentialSchedule: final is 2, expected a number in (0, 1]. (Parameter 'final')", Range(() => new ExponentialSchedule(2)));
        Assert.Equal("PlateauSchedule: factor is 0, expected a number in (0, 1]. (Parameter 'factor')", Range(() => new PlateauSchedule(0)));
        Assert.Contains("patience ('-1') must be a non-negative value", Range(() => new PlateauSchedule(patience: -1)), StringComparison.Ordinal);
        Assert.Equal("WarmUpSchedule: share is 1, expected a number in [0, 1). (Parameter 'share')", Range(() => new WarmUpSchedule(new ConstantSchedule(), 1)));
        Assert.Throws<ArgumentNullException>(() => new WarmUpSchedule(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule().Factor(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule().Factor(0, 0));
        Assert.Equal("Schedule 'cosin' is not known. Did you mean 'cosine'? Known: constant, cosine, cosine-restarts, flat-cosine, one-cycle, coslog, step, exponential, plateau, warm-up.",
            Assert.Throws<ConfigurationException>(() => Schedule.ByName("cosin")).Message);
    }

    private static string Range(Func<object> action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
}
