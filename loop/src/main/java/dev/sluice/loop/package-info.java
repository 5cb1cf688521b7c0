/**
 * Trainer and app in a closed loop: what one learns the other advises from, and a market, simulated or recorded, says what came
 * of it. The only thing that passes between the two is the bytes of a model file.
 */
@NullMarked
package dev.sluice.loop;

import org.jspecify.annotations.NullMarked;
