/** HTTP and WebSocket over plain sockets, since a server that misbehaves needs its connections in hand. */
@NullMarked
package gg.agis.sandbox.kubernetes.http;

import org.jspecify.annotations.NullMarked;
