/** Experiments, from an administrator's wish to players' wallets and back to figures. */
@NullMarked
package gg.agis.e2e.experiments;

import org.jspecify.annotations.NullMarked;
