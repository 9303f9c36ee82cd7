package gg.agis.common.bucketing;

/** FNV-1a with 32 bits over UTF-8, as steps: a hash goes on where another one ended, and nothing is allocated. */
final class Fnv {

    static final int START = 0x811c9dc5;

    private static final int PRIME = 0x01000193;

    private static final int HALF = 100_000;
    private static final int HALF_DIGITS = 5;

    /** 2^32 / 10,000, rounded up: exact enough for all five digits of every number below {@link #HALF}. */
    private static final long FRACTION = 429_497;

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

    /**
     * Two hashes of one text, to be taken apart by {@link #first} and {@link #second}. Each step of a hash waits for the one
     * before it, so a second hash costs little when both take their steps together, and as much again when one follows the
     * other.
     */
    static long text(int first, int second, String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                return both(beyondAscii(first, text, i), beyondAscii(second, text, i));
            }
            first = octet(first, unit);
            second = octet(second, unit);
        }
        return both(first, second);
    }

    static int first(long both) {
        return (int) (both >>> Integer.SIZE);
    }

    static int second(long both) {
        return (int) both;
    }

    private static long both(int first, int second) {
        return ((long) first << Integer.SIZE) | Integer.toUnsignedLong(second);
    }

    /** The decimal digits of an unsigned number, as if it had been written out. */
    static int digits(int hash, int unsigned) {
        long number = Integer.toUnsignedLong(unsigned);
        int upper = (int) (number / HALF);
        int lower = (int) (number % HALF);
        return upper == 0
                ? half(hash, lower, significantDigits(lower))
                : half(half(hash, upper, significantDigits(upper)), lower, HALF_DIGITS);
    }

    /**
     * The last so many digits of a number of five, the first of them first: as a fraction of 2^32, times ten, each comes
     * out above the point. Dividing by ten again and again takes as long as all the rest of the hash.
     */
    private static int half(int hash, int number, int digits) {
        long fraction = number * FRACTION;
        for (int left = HALF_DIGITS; left > 0; left--) {
            if (left <= digits) {
                hash = octet(hash, '0' + (int) (fraction >>> 32));
            }
            fraction = (fraction & 0xffff_ffffL) * 10;
        }
        return hash;
    }

    private static int significantDigits(int number) {
        return number >= 10_000 ? 5 : number >= 1_000 ? 4 : number >= 100 ? 3 : number >= 10 ? 2 : 1;
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
