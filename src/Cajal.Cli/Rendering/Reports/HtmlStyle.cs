namespace Cajal.Cli.Rendering.Reports;

/// <summary>The style sheet of a report. Colours keep a contrast of at least 4.5 to 1 on both grounds.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet.</summary>
    public const string Sheet =
        """
        :root{color-scheme:light dark;--ground:#ffffff;--text:#1c2430;--faint:#5b6675;--line:#d5dbe3;--right:#2f7fd0;--wrong:#d0662f;--warning:#a04a00;--severe:#b3261e}
        @media (prefers-color-scheme:dark){:root{--ground:#14181f;--text:#e8ecf2;--faint:#a3adba;--line:#39424f;--right:#3f7fbf;--wrong:#b85f2c;--warning:#ffb066;--severe:#ff8a80}}
        body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:62rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
        p{margin:.4rem 0;overflow-wrap:anywhere}.lead{font-size:1.1rem}.faint{color:var(--faint)}
        .warning,.severe{border-left:3px solid;padding-left:.75rem;margin-top:.9rem;font-weight:600}.warning{border-color:var(--warning);color:var(--warning)}.severe{border-color:var(--severe);color:var(--severe)}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5rem 0}
        th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top;max-width:40rem;overflow-wrap:anywhere}
        th{font-weight:600;color:var(--faint)}td:first-child,.number{white-space:nowrap}.number{text-align:right}
        .matrix td,.matrix th{padding:.2rem .6rem}.right{background:color-mix(in srgb,var(--right) calc(var(--share) * .6),transparent)}.wrong{background:color-mix(in srgb,var(--wrong) calc(var(--share) * .9),transparent)}
        figure{margin:.5rem 0}svg{max-width:100%;height:auto}
        """;
}
