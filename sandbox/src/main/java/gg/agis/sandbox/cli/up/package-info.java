/** {@code ./agis up}: building, starting, and showing it as it happens. */
@NullMarked
package gg.agis.sandbox.cli.up;

import org.jspecify.annotations.NullMarked;
