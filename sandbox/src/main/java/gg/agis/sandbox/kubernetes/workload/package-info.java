/** Volumes that are directories, and jobs that are processes of this machine. */
@NullMarked
package gg.agis.sandbox.kubernetes.workload;

import org.jspecify.annotations.NullMarked;
