package dev.sluice.trainer.report;

import java.util.Locale;

/** An SVG drawing being written. Colours come from the page's style sheet, by class, so that light and dark both work. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                width,
                height,
                escape(title)));
        text.append("<title>").append(escape(title)).append("</title>");
    }

    Svg rect(String cls, double x, double y, double width, double height, String hint) {
        return shape(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"",
                        cls,
                        x,
                        y,
                        Math.max(0, width),
                        Math.max(0, height)),
                "rect",
                hint);
    }

    /** A rectangle whose opacity says a share of 1. */
    Svg cell(String cls, double x, double y, double width, double height, double opacity, String hint) {
        return shape(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill-opacity=\"%.2f\"",
                        cls,
                        x,
                        y,
                        width,
                        height,
                        opacity),
                "rect",
                hint);
    }

    Svg circle(String cls, double x, double y, double radius, String hint) {
        return shape(
                String.format(
                        Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", cls, x, y, radius),
                "circle",
                hint);
    }

    Svg line(String cls, double x1, double y1, double x2, double y2) {
        return shape(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"",
                        cls,
                        x1,
                        y1,
                        x2,
                        y2),
                "line",
                "");
    }

    /** A polyline through points x0,y0,x1,y1, ... */
    Svg path(String cls, double... points) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i += 2) {
            d.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", points[i], points[i + 1]));
        }
        return shape("<path class=\"" + cls + "\" d=\"" + d + "\"", "path", "");
    }

    /** Text; the anchor is {@code start}, {@code middle} or {@code end}. */
    Svg text(String cls, double x, double y, String anchor, String words) {
        text.append(String.format(
                        Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", cls, x, y, anchor))
                .append(escape(words))
                .append("</text>");
        return this;
    }

    private Svg shape(String open, String element, String hint) {
        text.append(open);
        if (hint.isEmpty()) {
            text.append("/>");
        } else {
            text.append("><title>")
                    .append(escape(hint))
                    .append("</title></")
                    .append(element)
                    .append('>');
        }
        return this;
    }

    @Override
    public String toString() {
        return text + "</svg>";
    }

    /** Text as it may stand in HTML and in attributes. */
    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
