/** What was sent, under faults, against what came of it. */
@NullMarked
package gg.agis.e2e.faults;

import org.jspecify.annotations.NullMarked;
