/** The reading half of the API: lists with pages, single things, the stream of changes, health. */
@NullMarked
package dev.sluice.app.api.read;

import org.jspecify.annotations.NullMarked;
