/** Runs inside a service that is to die at a named moment: a Java agent, made of this package alone. */
@NullMarked
package gg.agis.e2e.crash;

import org.jspecify.annotations.NullMarked;
