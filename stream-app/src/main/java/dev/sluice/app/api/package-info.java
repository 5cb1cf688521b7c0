/**
 * What people and programs see over HTTP: the edge (who may call what, limits, problems, how an answer is sent), the
 * contract, the static files of the web page. What is answered is in the rooms below: {@code view} keeps what was
 * published, {@code read} tells of it.
 */
@NullMarked
package dev.sluice.app.api;

import org.jspecify.annotations.NullMarked;
