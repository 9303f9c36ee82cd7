/** The ad network as a publisher meets it: an offerwall, and signed callbacks that come again until they are answered. */
@NullMarked
package gg.agis.sandbox.adnetwork;

import org.jspecify.annotations.NullMarked;
