/** Keeping processes alive: reserved ports, logs, restarts, signals. Knows nothing of AGIS. */
@NullMarked
package gg.agis.sandbox.supervision;

import org.jspecify.annotations.NullMarked;
