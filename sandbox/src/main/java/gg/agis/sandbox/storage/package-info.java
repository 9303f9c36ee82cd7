/** Where saves are kept: S3 in a box. */
@NullMarked
package gg.agis.sandbox.storage;

import org.jspecify.annotations.NullMarked;
