package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ExpressionTest {
    private static final double NONE = Double.NaN;

    private static Table table() {
        SequencedMap<String, Column> columns = new LinkedHashMap<>();
        columns.put("a", new Column.Numbers(new double[] {6, 8, NONE}));
        columns.put("b", new Column.Numbers(new double[] {3, 0, 1}));
        columns.put("ad spend (USD)", new Column.Numbers(new double[] {-1, 4, 9}));
        columns.put("c", new Column.Categories(new String[] {"x", "y", "z"}));
        return new Table("t.csv", columns);
    }

    private static double[] values(String text) throws TableException {
        return Expression.parse(text).over(table()).values();
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text)).hasMessage("expression \"%s\", %s", text, message);
    }

    @Test
    void arithmeticFollowsTheUsualRules() throws Exception {
        assertThat(values("1 + 2 * 3 - 4 / 2")[0]).isEqualTo(5);
        assertThat(values("(1 + 2) * -3")[0]).isEqualTo(-9);
        assertThat(values("8 - 4 - 2")[0]).isEqualTo(2);
        assertThat(values("8 / 4 / 2")[0]).isEqualTo(1);
        assertThat(values("--2")[0]).isEqualTo(2);
        assertThat(values("1.5e-1 + .5")[0]).isEqualTo(.65);
        assertThat(values("2e+1")[0]).isEqualTo(20);
        assertThat(values("max(1, a, b) + min(a, 2)")[0]).isEqualTo(8);
        assertThat(values("log(exp(a)) + sqrt(abs(-4)) + log1p(0)")[0]).isEqualTo(8);
        assertThat(values("a / b")[0]).isEqualTo(2);
        assertThat(values("`ad spend (USD)` * A")).containsExactly(-6, 32, NONE);
    }

    @Test
    void whatHasNoValueIsMissing() throws Exception {
        assertThat(values("a / b")).containsExactly(2, NONE, NONE);
        assertThat(values("log(b)")[1]).isNaN();
        assertThat(values("log(`ad spend (USD)`)")[0]).isNaN();
        assertThat(values("sqrt(-b)")[0]).isNaN();
        assertThat(values("exp(1000)")[0]).isNaN();
        assertThat(values("max(1 / b, 5)")[1])
                .as("a division by 0 is not a great number")
                .isNaN();
        assertThat(values("min(a, 1)")[2]).isNaN();
    }

    @Test
    void errorsSayWhere() {
        refused("a +", "position 4: it ends where a value should follow");
        refused("a b", "position 3: unexpected 'b'");
        refused("(a", "position 3: ')' expected, but it ends");
        refused("a + pow(b, 2)", "position 5: no function \"pow\"; there are log, log1p, exp, sqrt, abs, min, max");
        refused("log(a, b)", "position 1: log takes one value");
        refused("min(a)", "position 1: min takes two values or more");
        refused("a + 1x", "position 5: \"1x\" is no number");
        refused("`a", "position 1: a backquote that is not closed");
        refused("a % b", "position 3: unexpected '%'");
        refused("", "position 1: it ends where a value should follow");
    }

    @Test
    void columnsMustBeThereAndHoldNumbers() {
        assertThatThrownBy(() -> values("aa / b")).hasMessage("t.csv: no column \"aa\"; did you mean \"a\"?");
        assertThatThrownBy(() -> values("c + 1")).hasMessage("t.csv: column \"c\" holds categories, not numbers");
    }

    @Test
    void lengthAndDepthAreBounded() throws Exception {
        assertThatThrownBy(() -> Expression.parse("(".repeat(60) + "a" + ")".repeat(60)))
                .hasMessageContaining("more than 50 levels");
        assertThatThrownBy(() -> Expression.parse("a+".repeat(600) + "a")).hasMessageContaining("at most 1000");
        assertThat(values("a+".repeat(499) + "a")[0]).isEqualTo(3000);
        assertThat(values("-".repeat(998) + "a")[0]).isEqualTo(6);
        assertThat(values("(".repeat(49) + "a" + ")".repeat(49))[0]).isEqualTo(6);
    }

    @Test
    void aDefinitionAddsAColumn() throws Exception {
        Table more = Definition.parse("`cost per` = a / b").addTo(table());

        assertThat(more.numbers("cost per").values()).containsExactly(2, NONE, NONE);
        assertThat(Definition.parse("x=a/b").expression().names()).containsExactly("a", "b");
        assertThatThrownBy(() -> Definition.parse("b = a").addTo(table()))
                .hasMessage("t.csv: there is a column \"b\" already");
        assertThatThrownBy(() -> Definition.parse("a / b")).hasMessageContaining("write name = expression");
        assertThatThrownBy(() -> Definition.parse("= a")).hasMessageContaining("a name is missing");
    }
}
