/** Other people's producers and serializers, and the examples in this repository, against the embedded broker and registry. */
@NullMarked
package dev.sluice.app.interop;

import org.jspecify.annotations.NullMarked;
