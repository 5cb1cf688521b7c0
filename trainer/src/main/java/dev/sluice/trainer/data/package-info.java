/** Tables in: files and topics, typed columns, derived columns, joins, and the rows to learn from. */
@NullMarked
package dev.sluice.trainer.data;

import org.jspecify.annotations.NullMarked;
