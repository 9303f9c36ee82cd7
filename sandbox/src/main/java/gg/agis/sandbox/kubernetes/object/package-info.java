/** The objects of the cluster: how they are kept, validated and changed, whoever asks. */
@NullMarked
package gg.agis.sandbox.kubernetes.object;

import org.jspecify.annotations.NullMarked;
