/** {@code ./agis demo}: the journeys, played on the running suite and checked. */
@NullMarked
package gg.agis.sandbox.cli.demo;

import org.jspecify.annotations.NullMarked;
