/**
 * What was published, kept by every instance for every account: plain consumers of the output topics, from their
 * beginning, and tables in memory. So any instance answers for any account, with the very numbers of the topics.
 */
@NullMarked
package dev.sluice.app.api.view;

import org.jspecify.annotations.NullMarked;
