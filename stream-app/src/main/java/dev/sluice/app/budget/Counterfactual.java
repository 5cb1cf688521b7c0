package dev.sluice.app.budget;

import java.util.OptionalDouble;
import java.util.SortedMap;

/** What a week would have brought with another spend, by the response model of today. */
interface Counterfactual {
    /** Without a model nobody knows. */
    Counterfactual NONE = new Counterfactual() {
        @Override
        public String version() {
            return "";
        }

        @Override
        public OptionalDouble revenue(int week, SortedMap<String, Long> spendMicros) {
            return OptionalDouble.empty();
        }
    };

    /** The model's version; empty without one. */
    String version();

    /**
     * The mean of what is expected, in currency units, with what was really spent in the weeks before.
     *
     * @param week epoch day of its Monday
     * @param spendMicros spend of that week by channel
     */
    OptionalDouble revenue(int week, SortedMap<String, Long> spendMicros);
}
