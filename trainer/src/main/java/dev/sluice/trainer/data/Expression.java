package dev.sluice.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic over a table's number columns: numbers, column names (in backquotes where they hold anything but letters,
 * digits, {@code _} and {@code .}), {@code + - * /}, parentheses, a minus sign, and the functions {@code log},
 * {@code log1p}, {@code exp}, {@code sqrt}, {@code abs} of one value, {@code min} and {@code max} of two or more.
 * Nothing else, so an expression from a file is safe to evaluate. What has no finite value (a division by 0, the
 * logarithm of what is not positive) is missing; whatever is computed from a missing value is missing.
 */
public final class Expression {
    /** One step of the arithmetic. */
    sealed interface Node {
        record Constant(double value) implements Node {}

        record Name(String name) implements Node {}

        record Of(Function function, List<Node> arguments) implements Node {
            public Of {
                arguments = List.copyOf(arguments);
            }
        }
    }

    /** What can be done with values; those with a name may be called. */
    enum Function {
        ADD("+", (a, b) -> a + b),
        SUBTRACT("-", (a, b) -> a - b),
        MULTIPLY("*", (a, b) -> a * b),
        DIVIDE("/", (a, b) -> a / b),
        MIN("min", Math::min),
        MAX("max", Math::max),
        NEGATE("-", a -> -a),
        LOG("log", Math::log),
        LOG1P("log1p", Math::log1p),
        EXP("exp", Math::exp),
        SQRT("sqrt", Math::sqrt),
        ABS("abs", Math::abs);

        private final String sign;
        private final DoubleUnaryOperator one;
        private final DoubleBinaryOperator two;

        Function(String sign, DoubleUnaryOperator one) {
            this.sign = sign;
            this.one = one;
            this.two = (a, b) -> Double.NaN;
        }

        Function(String sign, DoubleBinaryOperator two) {
            this.sign = sign;
            this.one = DoubleUnaryOperator.identity();
            this.two = two;
        }

        String sign() {
            return sign;
        }

        private double[] over(List<double[]> arguments) {
            double[] result = Arrays.stream(arguments.getFirst())
                    .map(one)
                    .map(Function::finite)
                    .toArray();
            for (double[] next : arguments.subList(1, arguments.size())) {
                for (int row = 0; row < result.length; row++) {
                    result[row] = finite(two.applyAsDouble(result[row], next[row]));
                }
            }
            return result;
        }

        private static double finite(double value) {
            return Double.isInfinite(value) ? Double.NaN : value;
        }
    }

    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads an expression.
     *
     * @throws TableException with the position of what is wrong
     */
    public static Expression parse(String text) throws TableException {
        return new Expression(text, new ExpressionParser(text).whole());
    }

    /** The names it uses, in the order of their first use. */
    public SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>();
        collect(root, names);
        return names;
    }

    private static void collect(Node node, SequencedSet<String> names) {
        switch (node) {
            case Node.Constant constant -> {}
            case Node.Name name -> names.add(name.name());
            case Node.Of of -> of.arguments().forEach(argument -> collect(argument, names));
        }
    }

    /**
     * Its value in every row.
     *
     * @throws TableException where the table lacks a column, or it holds no numbers
     */
    public Column.Numbers over(Table table) throws TableException {
        return new Column.Numbers(values(root, table));
    }

    private static double[] values(Node node, Table table) throws TableException {
        return switch (node) {
            case Node.Constant constant -> {
                double[] same = new double[table.size()];
                Arrays.fill(same, constant.value());
                yield same;
            }
            case Node.Name name -> table.numbers(name.name()).values();
            case Node.Of of -> {
                List<double[]> arguments = new ArrayList<>();
                for (Node argument : of.arguments()) {
                    arguments.add(values(argument, table));
                }
                yield of.function().over(arguments);
            }
        };
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
