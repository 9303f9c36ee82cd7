/** {@code ./agis trigger}: things that happen outside, on demand. */
@NullMarked
package gg.agis.sandbox.cli.trigger;

import org.jspecify.annotations.NullMarked;
