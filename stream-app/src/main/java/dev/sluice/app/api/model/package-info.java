/** What models are asked over HTTP: predictions, response curves and the best split of a budget. */
@NullMarked
package dev.sluice.app.api.model;

import org.jspecify.annotations.NullMarked;
