/** What ad networks are answered, and what players and operators see of it. */
@NullMarked
package gg.agis.e2e.ads;

import org.jspecify.annotations.NullMarked;
