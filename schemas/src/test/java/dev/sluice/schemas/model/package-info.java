@NullMarked
package dev.sluice.schemas.model;

import org.jspecify.annotations.NullMarked;
