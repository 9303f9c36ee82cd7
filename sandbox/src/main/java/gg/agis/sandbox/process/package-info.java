/** Programs of the outside world as processes: how they are prepared, started, killed and found again. */
@NullMarked
package gg.agis.sandbox.process;

import org.jspecify.annotations.NullMarked;
