package gg.agis.ads.callback;

import java.net.InetAddress;

/** A range of addresses in CIDR form; a single address is the range of itself. Names are never looked up. */
record AddressRange(InetAddress network, int prefixBits) {

    AddressRange {
        if (prefixBits < 0 || prefixBits > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "An address of this kind has no prefix of %d bits".formatted(prefixBits));
        }
    }

    static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        var network = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash));
        return new AddressRange(
                network,
                slash < 0
                        ? network.getAddress().length * Byte.SIZE
                        : Integer.parseInt(cidr, slash + 1, cidr.length(), 10));
    }

    boolean contains(InetAddress address) {
        var mine = network.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
