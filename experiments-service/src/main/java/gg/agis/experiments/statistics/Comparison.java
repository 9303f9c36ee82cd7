package gg.agis.experiments.statistics;

/**
 * A variant beside control.
 *
 * @param difference of the means, the variant's less control's
 * @param low where the interval around the difference begins, for one look at a number of units settled beforehand
 * @param high where it ends
 * @param p how often chance alone shows a difference this great, at one look settled beforehand
 * @param pSequential the same for whoever looks when they like and stops when they like; never to be held against {@code
 *     low} and {@code high}, which are for one look
 */
public record Comparison(double difference, double low, double high, double p, double pSequential) {}
