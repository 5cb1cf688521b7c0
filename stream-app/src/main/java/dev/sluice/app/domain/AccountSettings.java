package dev.sluice.app.domain;

import java.time.ZoneId;

/**
 * What an account's policy says about counting; the configured defaults without one.
 *
 * @param settlingDays days after a week's end until it is final, 0 or more
 * @param conversionsFromPlatform true where KPIs take the platforms' conversions instead of the shop's orders
 */
public record AccountSettings(ZoneId zone, int settlingDays, boolean conversionsFromPlatform) {}
