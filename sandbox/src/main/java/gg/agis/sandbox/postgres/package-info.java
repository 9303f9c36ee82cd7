/** PostgreSQL as the suite runs on it: a server process of our own, and the one script that makes schemas and logins. */
@NullMarked
package gg.agis.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
