namespace Cajal.Drawing;

/// <summary>The style sheet of a drawing. Colours keep a contrast of at least 4.5 to 1 on both grounds and differ in lightness too.</summary>
internal static class SvgStyle
{
    private const string Light =
        "--ground:#ffffff;--text:#1c2430;--faint:#5b6675;--line:#7b8796;--operation:#f3f5f8;--input:#e6f0fb;--parameter:#f1ebfa;--result:#fdf3d8;--forward:#a04a00;--back:#176b33;--for:#a04a00;--against:#1654a0";

    private const string Dark =
        "--ground:#14181f;--text:#e8ecf2;--faint:#a3adba;--line:#7f8b9b;--operation:#232a34;--input:#1b3350;--parameter:#35284d;--result:#463a14;--forward:#ffb066;--back:#7fdc9c;--for:#ffb066;--against:#8abaff";

    private const string Rules =
        """
        svg{background:var(--ground)}
        text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--text);white-space:pre}
        .faint{fill:var(--faint)}.forward{fill:var(--forward)}.back{fill:var(--back)}.for{fill:var(--for)}.against{fill:var(--against)}
        rect{stroke:var(--line);fill:var(--operation)}
        rect.ground{stroke:none;fill:var(--ground)}
        rect.input{fill:var(--input)}rect.parameter{fill:var(--parameter)}rect.result{fill:var(--result);stroke-width:1.8}
        rect.for{fill:var(--for);stroke:none}rect.against{fill:var(--against);stroke:none}rect.frame{fill:none}
        image{image-rendering:pixelated}
        path{fill:none;stroke:var(--line);stroke-width:1.3}
        path.interval{stroke:var(--text)}
        marker path{fill:var(--line);stroke:none}
        """;

    /// <summary>The style sheet for a theme.</summary>
    public static string Sheet(DrawingTheme theme) => theme switch
    {
        DrawingTheme.Light => $"svg{{{Light}}}\n{Rules}",
        DrawingTheme.Dark => $"svg{{{Dark}}}\n{Rules}",
        _ => $"svg{{{Light}}}\n@media (prefers-color-scheme:dark){{svg{{{Dark}}}}}\n{Rules}",
    };
}
