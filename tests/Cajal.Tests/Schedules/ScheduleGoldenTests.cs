using System.Text.Json.Nodes;

namespace Cajal.Tests.Schedules;

/// <summary>Against PyTorch: Golden/schedules/generate.py made the rates, and names the version.</summary>
public sealed class ScheduleGoldenTests
{
    private static readonly JsonObject Golden = GoldenFile.Read("schedules", "schedules.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden["cases"]!.AsArray().Count)];

    public static TheoryData<int> Plateaus => [.. Enumerable.Range(0, Golden["plateaus"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rate_of_every_step_is_that_of_the_reference(int number)
    {
        JsonNode item = Golden["cases"]![number]!;
        Schedule schedule = Read(item);
        int steps = item["steps"]!.GetValue<int>();
        Near.Equal(item["rates"].Numbers(), [.. Enumerable.Range(0, steps).Select(step => schedule.Factor(step, steps))], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void The_rate_after_every_epoch_is_that_of_the_reference(int number)
    {
        JsonNode item = Golden["plateaus"]![number]!;
        Schedule schedule = Read(item);
        var watch = new PlateauWatch();
        double rate = 1;
        double[] rates = [.. item["figures"].Numbers().Select(figure => rate *= schedule.Cut(figure, watch))];
        Near.Equal(item["rates"].Numbers(), rates, 1e-12);
        Assert.Contains(rates, one => one < 1);
    }

    private static Schedule Read(JsonNode item) => Schedule.FromJson(item["schedule"]!.AsObject());
}
