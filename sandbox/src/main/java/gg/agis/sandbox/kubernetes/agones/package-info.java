/** Agones' controllers: what moves a GameServer through its life. */
@NullMarked
package gg.agis.sandbox.kubernetes.agones;

import org.jspecify.annotations.NullMarked;
