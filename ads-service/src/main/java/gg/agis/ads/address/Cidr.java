package gg.agis.ads.address;

import java.net.InetAddress;
import java.util.Optional;

/** A range of addresses, as {@code 198.51.100.0/24}. */
public final class Cidr {

    private static final int BITS_PER_BYTE = 8;

    private final String text;
    private final byte[] network;
    private final int bits;

    private Cidr(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Settings are read by this. */
    public static Cidr valueOf(String text) {
        int slash = text.indexOf('/');
        var network = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
        int bits = slash < 0 ? network.length * BITS_PER_BYTE : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * BITS_PER_BYTE) {
            throw new IllegalArgumentException("not a length of a prefix: " + text);
        }
        return new Cidr(text, network, bits);
    }

    public boolean contains(String ip) {
        var address = address(ip).orElse(new byte[0]);
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (BITS_PER_BYTE - 1 - bit % BITS_PER_BYTE);
            if (((address[bit / BITS_PER_BYTE] ^ network[bit / BITS_PER_BYTE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> address(String text) {
        try {
            // Never asks a name server.
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
