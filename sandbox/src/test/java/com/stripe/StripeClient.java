package com.stripe;

/** Stands in for the client that a rule forbids. */
public final class StripeClient {}
