package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.model.ModelCard.Comparison;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Learners;
import dev.sluice.trainer.learn.TwoCurrencies;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One model for accounts of two currencies, and fits side by side. */
final class RelativeTrainingTest {
    private static final Dataset ROWS = TwoCurrencies.rows(900, 3);
    private static final Dataset TRAIN = MadeRows.part(ROWS, 0, 720);
    private static final Dataset TEST = MadeRows.part(ROWS, 720, 900);

    private static Training.Result train(int threads, Learner... learners) throws Exception {
        Training.Plan plan = new Training.Plan(List.of(learners), 3, 1, "the latest", threads);
        return Training.run(TRAIN, TEST, plan, () -> 0, (done, all, what) -> {});
    }

    /** Mean absolute error over the mean of eight weeks, so that either currency counts. */
    private static double errorOverLevel(Judged judged) {
        double[] levels = TEST.numbers()[TEST.numberNames().indexOf("mean8")];
        return IntStream.range(0, TEST.size())
                .mapToDouble(row -> Math.abs(judged.points()[row] - TEST.target()[row]) / levels[row])
                .average()
                .orElseThrow();
    }

    @Test
    void aRelativeModelBeatsTheAbsoluteOneOnTwoCurrencies() throws Exception {
        for (String name : List.of("ridge", "elastic-net")) {
            Learner learner = Learners.named(name);
            Judged absolute = train(2, learner).best();
            Judged relative = train(2, TwoCurrencies.relative(learner)).best();

            assertThat(errorOverLevel(relative)).as(name).isLessThan(.9 * errorOverLevel(absolute));
        }
    }

    @Test
    void aRelativeModelBeatsEveryNaiveForecastOnTwoCurrencies() throws Exception {
        for (String name : List.of("ridge", "xgboost")) {
            Judged best = train(2, TwoCurrencies.relative(Learners.named(name))).best();
            Judgement judgement = best.judgement();
            assertThat(best.metrics().get("relative_mae")).isCloseTo(errorOverLevel(best), within(1e-9));
            assertThat(judgement.evaluation().baselines())
                    .allSatisfy(
                            naive -> assertThat(naive.low()).as(naive.name()).isPositive())
                    .extracting(Comparison::name)
                    .contains("last-value", "four-week-mean");
            assertThat(judgement.verdict().trust()).as(name).isEqualTo(Trust.TRUSTED);
        }
    }

    @Test
    void candidatesAreComparedByTheErrorOverTheLevel() throws Exception {
        Candidate relative =
                train(2, TwoCurrencies.relative(Learners.named("ridge"))).best().candidate();

        assertThat(relative.error()).isBetween(.03, .15);
        assertThat(relative.metrics().get("mae")).isGreaterThan(10);
        Candidate absolute = train(2, Learners.named("ridge")).best().candidate();
        assertThat(absolute.error()).isEqualTo(absolute.metrics().get("mae"));
    }

    @Test
    void intervalsHoldTheirShareInEitherCurrency() throws Exception {
        for (String name : List.of("ridge", "xgboost")) {
            Judged relative =
                    train(2, TwoCurrencies.relative(Learners.named(name))).best();
            for (int currency = 0; currency < 2; currency++) {
                int held = 0;
                for (int row = currency; row < TEST.size(); row += 2) {
                    double[] p = relative.predictions()[row];
                    held += p[1] <= TEST.target()[row] && TEST.target()[row] <= p[3] ? 1 : 0;
                }
                assertThat(held / (TEST.size() / 2.0)).as(name + currency).isBetween(.6, .95);
            }
        }
    }

    @Test
    void howManyFitsRunSideBySideDoesNotChangeTheResult() throws Exception {
        Learner[] learners = {
            TwoCurrencies.relative(Learners.named("ridge")),
            Learners.named("forest"),
            TwoCurrencies.relative(Learners.named("xgboost"))
        };
        Training.Result one = train(1, learners);
        Training.Result many = train(5, learners);

        for (int i = 0; i < learners.length; i++) {
            Judged a = one.learners().get(i);
            Judged b = many.learners().get(i);
            assertThat(b.candidate().settings()).isEqualTo(a.candidate().settings());
            assertThat(b.candidate().predicted()).isEqualTo(a.candidate().predicted());
            assertThat(b.predictions()).isDeepEqualTo(a.predictions());
        }
        assertThat(many.best().name()).isEqualTo(one.best().name());
    }
}
