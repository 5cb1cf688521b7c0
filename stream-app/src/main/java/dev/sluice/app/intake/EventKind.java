package dev.sluice.app.intake;

import dev.sluice.schemas.Topic;

/** The kinds of input events, each with its topic. */
public enum EventKind {
    SPEND(Topic.AD_SPEND),
    CLICK(Topic.AD_CLICKS),
    ORDER(Topic.ORDERS),
    POLICY(Topic.BUDGET_POLICIES);

    private final Topic topic;

    EventKind(Topic topic) {
        this.topic = topic;
    }

    public Topic topic() {
        return topic;
    }
}
