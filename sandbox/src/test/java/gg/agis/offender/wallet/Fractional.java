package gg.agis.offender.wallet;

record Fractional(double amount) {}
