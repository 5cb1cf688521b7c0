package dev.sluice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.world.weekly.Oracle;
import dev.sluice.app.world.weekly.Trap;
import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.app.world.weekly.WeeklyMarket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The arithmetic of the loop, with advice whose worth is known. */
class ClosedLoopTest {
    private static final ClosedLoop.Rules RULES = new ClosedLoop.Rules(20, 4, 0.15);
    private static final WeeklyConfig CONFIG = WeeklyConfig.of(4, 4, 0.05, Trap.NONE);
    private static final Trainer NOTHING = (history, seed) -> Optional.empty();

    /** Says what a function of the week says. */
    private record Told(Says says) implements Adviser {
        interface Says {
            Advised of(WeeklyHistory history, double[] current);
        }

        @Override
        public Advised advise(WeeklyHistory history, double[] current) {
            return says.of(history, current);
        }

        @Override
        public void close() {}
    }

    @Test
    void theOraclesPlanHasAllOfTheUplift() {
        double[][] plan = new Oracle(WeeklyMarket.of(CONFIG), RULES.weeks(), RULES.shift())
                .best()
                .spends();
        ClosedLoop.Run run = loop((history, current) ->
                        new Advised(true, "TOLD", plan[history.weeks() - CONFIG.weeks()], 5))
                .play(CONFIG);
        assertThat(run.share()).isCloseTo(1, within(1e-9));
        assertThat(run.harmful()).isFalse();
        assertThat(run.acts()).isEqualTo(20);
        assertThat(run.weeks()).allSatisfy(week -> assertThat(week.predicted()).isEqualTo(5));
    }

    @Test
    void holdingAllTheTimeIsStayingPut() {
        ClosedLoop.Run run = loop((history, current) -> new Advised(false, "TOLD", new double[4], 7))
                .play(CONFIG);
        assertThat(run.share()).isZero();
        assertThat(run.harmful()).isFalse();
        assertThat(run.weeks()).allSatisfy(week -> assertThat(week)
                .extracting("act", "predicted", "actual")
                .containsExactly(false, 0.0, 0.0));
    }

    @Test
    void wastedMoneyIsHarm() {
        ClosedLoop.Run run = loop((history, current) -> new Advised(true, "TOLD", new double[] {1, 1, 1, 1}, 1))
                .play(CONFIG);
        assertThat(run.harmful()).isTrue();
        assertThat(run.share()).isNegative();
        assertThat(run.weeks().getFirst().actual()).isNegative();
    }

    @Test
    void modelsAreTrainedAsOftenAsAskedOnAllThatIsKnown() {
        List<Integer> trainedOn = new ArrayList<>();
        List<Integer> advisedAfter = new ArrayList<>();
        Trainer trainer = (history, seed) -> {
            trainedOn.add(history.weeks() - CONFIG.weeks());
            return Optional.empty();
        };
        new ClosedLoop(
                        trainer,
                        model -> new Told((history, current) -> {
                            advisedAfter.add(history.weeks() - CONFIG.weeks());
                            return new Advised(false, "TOLD", current, 0);
                        }),
                        new ClosedLoop.Rules(9, 4, 0.15))
                .play(CONFIG);
        assertThat(trainedOn).containsExactly(0, 4, 8);
        assertThat(advisedAfter).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void actingInATrapIsAFalseAct() {
        TrapTrial.Result result = new TrapTrial(
                        NOTHING,
                        model -> new Told(
                                (history, current) -> new Advised(true, "TOLD", new double[] {9e5, 1, 1, 1}, 3)))
                .run(WeeklyConfig.of(4, 4, 0.05, Trap.NOISE));
        assertThat(result.act()).isTrue();
        assertThat(result.predicted()).isEqualTo(3);
        assertThat(result.actual()).isZero();
        StringWriter text = new StringWriter();
        new TrapTable(new PrintWriter(text)).print(List.of(result), true);
        assertThat(text.toString()).contains("All traps: 1 runs, false ACT 100.0 %");
    }

    private static ClosedLoop loop(Told.Says says) {
        return new ClosedLoop(NOTHING, model -> new Told(says), RULES);
    }
}
