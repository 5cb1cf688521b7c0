package dev.sluice.trainer.report;

import java.util.List;

/** One self-contained HTML page: no script, no external request, light and dark by the reader's setting. */
final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1d2126;--dim:#5c6670;--edge:#dfe3e6;--grid:#eceff1;
            --c0:#2f6fb7;--c1:#c2611f;--c2:#2e8b5f;--c3:#8d4fa8;--c4:#b93a53;--c5:#66727f;--good:#1f7a4d;--fair:#9a6700;--bad:#b3261e}
            @media(prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1c2024;--ink:#e6e9ec;--dim:#9aa5af;--edge:#30363c;
            --grid:#262b30;--c0:#6aa5e8;--c1:#e8935a;--c2:#5fc092;--c3:#c08ad8;--c4:#e8758b;--c5:#9aa7b4;--good:#5fc092;
            --fair:#e0b252;--bad:#f28b82}}
            *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
            main{max-width:1080px;margin:0 auto;padding:24px 20px 60px}h1{font-size:1.4rem;margin:0}
            h2{font-size:1.15rem;margin:40px 0 12px}h3{font-size:1rem;margin:0 0 8px}
            .verdict{border:1px solid var(--edge);border-left:8px solid var(--fair);background:var(--card);border-radius:8px;
            padding:18px 22px;margin:18px 0}.verdict strong{display:block;font-size:2.1rem;line-height:1.2;color:var(--fair)}
            .verdict.good{border-left-color:var(--good)}.verdict.good strong{color:var(--good)}
            .verdict.bad{border-left-color:var(--bad)}.verdict.bad strong{color:var(--bad)}
            .dim{color:var(--dim)}.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px}
            figure{margin:0;background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:14px 16px}
            figcaption{color:var(--dim);font-size:.88rem;margin-top:6px}svg{width:100%;height:auto;display:block}
            .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--edge);border-radius:8px}
            table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{padding:7px 12px;text-align:right;
            border-bottom:1px solid var(--edge);white-space:nowrap}th:first-child,td:first-child{text-align:left}
            td.words,th.words{text-align:left;white-space:normal}tr.best td{font-weight:600}tr:last-child td{border-bottom:0}
            .legend{display:flex;flex-wrap:wrap;gap:4px 14px;margin:0 0 4px;font-size:.85rem;color:var(--dim)}
            .legend i{display:inline-block;width:10px;height:10px;border-radius:5px;margin-right:5px}
            ul.warnings{padding-left:20px}ul.warnings b{color:var(--bad)}
            svg text{fill:var(--dim);font-size:11px;font-family:inherit}svg text.cell{fill:var(--ink);font-size:10px}
            .axis{stroke:var(--dim)}line.grid{stroke:var(--grid)}.rule{stroke:var(--dim);stroke-dasharray:4 4}
            .c0{fill:var(--c0)}.c1{fill:var(--c1)}
            .d0{fill:var(--c0)}.d1{fill:var(--c1)}.d2{fill:var(--c2)}.d3{fill:var(--c3)}.d4{fill:var(--c4)}.d5{fill:var(--c5)}
            circle{fill-opacity:.6}path{fill:none;stroke-width:2}.l0{stroke:var(--c0)}.l1{stroke:var(--c1)}.l2{stroke:var(--c2)}
            .l3{stroke:var(--c3)}.l4{stroke:var(--c4)}.l5{stroke:var(--c5)}
            path.f0{fill:var(--c0);fill-opacity:.25}path.thin{stroke-width:1.2}
            path.s0{fill:var(--c0)}path.s1{fill:var(--c1)}path.s2{fill:var(--c2)}path.s3{fill:var(--c3)}path.s4{fill:var(--c4)}
            path.s5{fill:var(--c5)}
            .b0{background:var(--c0)}.b1{background:var(--c1)}.b2{background:var(--c2)}.b3{background:var(--c3)}
            .b4{background:var(--c4)}.b5{background:var(--c5)}
            @media print{body{background:#fff}figure,.verdict{break-inside:avoid}}
            """;

    private final StringBuilder html = new StringBuilder();

    Page(String title) {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(Svg.escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(Svg.escape(title))
                .append("</h1>");
    }

    Page section(String title) {
        html.append("<h2>").append(Svg.escape(title)).append("</h2>");
        return this;
    }

    Page words(String cls, String words) {
        html.append("<p class=\"")
                .append(cls)
                .append("\">")
                .append(Svg.escape(words))
                .append("</p>");
        return this;
    }

    /** The judgement, in large letters. */
    Page verdict(String cls, String headline, String reason) {
        html.append("<div class=\"verdict ")
                .append(cls)
                .append("\"><strong>")
                .append(Svg.escape(headline))
                .append("</strong>")
                .append(Svg.escape(reason))
                .append("</div>");
        return this;
    }

    Page beginGrid() {
        html.append("<div class=\"grid\">");
        return this;
    }

    Page endGrid() {
        html.append("</div>");
        return this;
    }

    /** A chart with its title and what it says. */
    Page figure(String title, String chart, String caption) {
        html.append("<figure><h3>")
                .append(Svg.escape(title))
                .append("</h3>")
                .append(chart)
                .append("<figcaption>")
                .append(Svg.escape(caption))
                .append("</figcaption></figure>");
        return this;
    }

    /**
     * A table.
     *
     * @param best row to set off, or -1
     * @param words columns from here on hold words
     */
    Page table(List<String> header, List<List<String>> rows, int best, int words) {
        html.append("<div class=\"scroll\"><table><thead><tr>");
        for (int i = 0; i < header.size(); i++) {
            cell("th", header.get(i), i >= words);
        }
        html.append("</tr></thead><tbody>");
        for (int r = 0; r < rows.size(); r++) {
            html.append(r == best ? "<tr class=\"best\">" : "<tr>");
            for (int i = 0; i < rows.get(r).size(); i++) {
                cell("td", rows.get(r).get(i), i >= words);
            }
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
        return this;
    }

    private void cell(String element, String text, boolean words) {
        html.append('<')
                .append(element)
                .append(words ? " class=\"words\">" : ">")
                .append(Svg.escape(text))
                .append("</")
                .append(element)
                .append('>');
    }

    /** A list of codes and texts. */
    Page warnings(List<String> codes, List<String> texts) {
        html.append("<ul class=\"warnings\">");
        for (int i = 0; i < codes.size(); i++) {
            html.append("<li><b>")
                    .append(Svg.escape(codes.get(i)))
                    .append("</b> ")
                    .append(Svg.escape(texts.get(i)))
                    .append("</li>");
        }
        html.append("</ul>");
        return this;
    }

    @Override
    public String toString() {
        return html + "</main></body></html>\n";
    }
}
