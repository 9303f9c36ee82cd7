/** The suite through its front door. */
@NullMarked
package gg.agis.e2e;

import org.jspecify.annotations.NullMarked;
