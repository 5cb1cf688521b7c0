package dev.sluice.trainer.learn;

import java.util.List;
import java.util.stream.Collectors;

/** The learners there are. */
public final class Learners {
    private static final List<Learner> ALL = List.of(
            new MeanLearner(),
            new OlsLearner(),
            new RidgeLearner(),
            new ElasticNetLearner(),
            new ForestLearner(),
            new BoostedLearner(),
            new MlpLearner());

    private Learners() {}

    /** All of them, the plainest first. */
    public static List<Learner> all() {
        return ALL;
    }

    /**
     * The one with a name.
     *
     * @throws IllegalArgumentException where there is none; the message lists the names
     */
    public static Learner named(String name) {
        return ALL.stream()
                .filter(learner -> learner.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no learner '" + name + "'; there are "
                        + ALL.stream().map(Learner::name).collect(Collectors.joining(", "))));
    }
}
