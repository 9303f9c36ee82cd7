/** The control API: has the stand-ins do things, and misbehave. */
@NullMarked
package gg.agis.sandbox.control;

import org.jspecify.annotations.NullMarked;
