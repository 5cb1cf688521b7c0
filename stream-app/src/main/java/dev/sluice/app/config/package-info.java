/** Configuration: flag over environment over YAML file over default; typed, validated at start. */
@NullMarked
package dev.sluice.app.config;

import org.jspecify.annotations.NullMarked;
