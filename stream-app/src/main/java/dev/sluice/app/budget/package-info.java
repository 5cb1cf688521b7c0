/** What an account wants from its money, and what its model says of it: the records that advice is made and checked from. */
@NullMarked
package dev.sluice.app.budget;

import org.jspecify.annotations.NullMarked;
