package gg.agis.common.bucketing;

/** FNV-1a with 32 bits over UTF-8, as steps: a hash goes on where another one ended, and nothing is allocated. */
final class Fnv {

    static final int START = 0x811c9dc5;

    private static final int PRIME = 0x01000193;

    private Fnv() {}

    static int text(int hash, String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                return beyondAscii(hash, text, i);
            }
            hash = octet(hash, unit);
        }
        return hash;
    }

    /** The decimal digits of an unsigned number, as if it had been written out. */
    static int digits(int hash, int unsigned) {
        long rest = Integer.toUnsignedLong(unsigned);
        // Four bits a digit: what is pushed last, the leading digit, comes off first.
        long stack = 0;
        int count = 0;
        do {
            long tenth = rest / 10;
            stack = (stack << 4) | (rest - tenth * 10);
            rest = tenth;
            count++;
        } while (rest != 0);
        for (; count > 0; count--) {
            hash = octet(hash, '0' + (int) (stack & 0xf));
            stack >>>= 4;
        }
        return hash;
    }

    private static int beyondAscii(int hash, String text, int from) {
        for (int i = from; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            hash = codePoint(hash, Character.getType(point) == Character.SURROGATE ? '?' : point);
        }
        return hash;
    }

    private static int codePoint(int hash, int point) {
        if (point < 0x80) {
            return octet(hash, point);
        }
        if (point < 0x800) {
            return octet(octet(hash, 0xc0 | (point >> 6)), continuation(point));
        }
        if (point < 0x10000) {
            return octet(octet(octet(hash, 0xe0 | (point >> 12)), continuation(point >> 6)), continuation(point));
        }
        int leading = octet(octet(hash, 0xf0 | (point >> 18)), continuation(point >> 12));
        return octet(octet(leading, continuation(point >> 6)), continuation(point));
    }

    private static int continuation(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private static int octet(int hash, int octet) {
        return (hash ^ octet) * PRIME;
    }
}
