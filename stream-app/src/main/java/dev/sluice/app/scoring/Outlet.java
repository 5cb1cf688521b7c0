package dev.sluice.app.scoring;

import dev.sluice.event.ChannelScore;
import dev.sluice.event.FeatureRow;

/** Where records of this stage go. */
interface Outlet {
    void score(String key, ChannelScore score);

    void feature(String account, FeatureRow row);
}
