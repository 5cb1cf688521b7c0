/** What is sent over HTTP: events, webhooks, experiments, policies, decisions and plans, each on its topic when answered. */
@NullMarked
package dev.sluice.app.api.write;

import org.jspecify.annotations.NullMarked;
