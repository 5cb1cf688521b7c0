package dev.sluice.trainer.data;

import dev.sluice.trainer.data.Expression.Function;
import dev.sluice.trainer.data.Expression.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent: {@code sum = product (("+" | "-") product)*}, {@code product = factor (("*" | "/") factor)*},
 * {@code factor = "-" factor | number | name | function "(" sum ("," sum)* ")" | "(" sum ")"}. Length and depth are
 * bounded, so that no text can exhaust the stack.
 */
final class ExpressionParser {
    private static final int LONGEST = 1000;
    private static final int DEEPEST = 50;

    private final String text;
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
    }

    Node whole() throws TableException {
        if (text.length() > LONGEST) {
            throw new TableException("an expression of %d characters; at most %d".formatted(text.length(), LONGEST));
        }
        Node node = sum();
        if (peek() != 0) {
            throw wrong("unexpected '" + text.charAt(at) + "'");
        }
        return node;
    }

    private Node sum() throws TableException {
        if (++depth > DEEPEST) {
            throw wrong("more than " + DEEPEST + " levels of parentheses");
        }
        Node left = product();
        for (char c = peek(); c == '+' || c == '-'; c = peek()) {
            at++;
            left = new Node.Of(c == '+' ? Function.ADD : Function.SUBTRACT, List.of(left, product()));
        }
        depth--;
        return left;
    }

    private Node product() throws TableException {
        Node left = factor();
        for (char c = peek(); c == '*' || c == '/'; c = peek()) {
            at++;
            left = new Node.Of(c == '*' ? Function.MULTIPLY : Function.DIVIDE, List.of(left, factor()));
        }
        return left;
    }

    private Node factor() throws TableException {
        boolean negative = false;
        while (peek() == '-') {
            at++;
            negative = !negative;
        }
        Node value = unsigned();
        return negative ? new Node.Of(Function.NEGATE, List.of(value)) : value;
    }

    private Node unsigned() throws TableException {
        char c = peek();
        if (c == '(') {
            at++;
            Node inner = sum();
            expect(')');
            return inner;
        }
        if (c == '`') {
            return quoted();
        }
        if (Character.isDigit(c) || c == '.') {
            return number();
        }
        if (Character.isLetter(c) || c == '_') {
            int start = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            return peek() == '(' ? call(name, start) : new Node.Name(name);
        }
        throw wrong(c == 0 ? "it ends where a value should follow" : "unexpected '" + c + "'");
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private Node quoted() throws TableException {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw wrong("a backquote that is not closed");
        }
        String name = text.substring(at + 1, end);
        if (name.isBlank()) {
            throw wrong("an empty name");
        }
        at = end + 1;
        return new Node.Name(name);
    }

    private Node number() throws TableException {
        int start = at;
        while (at < text.length() && isNumberPart(start)) {
            at++;
        }
        double value = Values.number(text.substring(start, at));
        if (Double.isNaN(value)) {
            String shown = text.substring(start, at);
            at = start;
            throw wrong("\"" + shown + "\" is no number");
        }
        return new Node.Constant(value);
    }

    private boolean isNumberPart(int start) {
        char c = text.charAt(at);
        boolean exponentSign = (c == '-' || c == '+') && at > start && "eE".indexOf(text.charAt(at - 1)) >= 0;
        return isNamePart(c) || exponentSign;
    }

    private Node call(String name, int start) throws TableException {
        Function function = null;
        for (Function known : Function.values()) {
            if (known.sign().equals(name)) {
                function = known;
            }
        }
        if (function == null) {
            at = start;
            throw wrong("no function \"" + name + "\"; there are log, log1p, exp, sqrt, abs, min, max");
        }
        at++;
        List<Node> arguments = new ArrayList<>(List.of(sum()));
        while (peek() == ',') {
            at++;
            arguments.add(sum());
        }
        expect(')');
        boolean several = function == Function.MIN || function == Function.MAX;
        if (several == (arguments.size() == 1)) {
            at = start;
            throw wrong(name + (several ? " takes two values or more" : " takes one value"));
        }
        return new Node.Of(function, arguments);
    }

    private void expect(char wanted) throws TableException {
        char c = peek();
        if (c != wanted) {
            throw wrong("'%c' expected, %s".formatted(wanted, c == 0 ? "but it ends" : "not '" + c + "'"));
        }
        at++;
    }

    /** The next character that is no blank; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private TableException wrong(String what) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return new TableException("expression \"%s\", position %d: %s".formatted(shown, at + 1, what));
    }
}
