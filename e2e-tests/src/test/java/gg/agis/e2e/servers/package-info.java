/** Game servers, from an officer's wish to a game that runs and a treasury that has paid for it. */
@NullMarked
package gg.agis.e2e.servers;

import org.jspecify.annotations.NullMarked;
