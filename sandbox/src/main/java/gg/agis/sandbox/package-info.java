/** The outside world in a box. */
@NullMarked
package gg.agis.sandbox;

import org.jspecify.annotations.NullMarked;
