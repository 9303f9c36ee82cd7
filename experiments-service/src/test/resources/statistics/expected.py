#!/usr/bin/env python3
"""What the tests of gg.agis.experiments.statistics expect, computed without any of its code or formulas.

    apt-get install --no-install-recommends python3-scipy
    cd experiments-service/src/test/resources/statistics && ./expected.py

writes comparisons.csv, sample-ratios.csv and units-needed.csv beside itself. Fixed-horizon figures are scipy's own Welch
test; the sequential p is the inverse of the mixture's likelihood ratio, integrated numerically over the mixture; sample
ratios are scipy's chi-square test; numbers of units are searched for, by the power that they have. docs/statistics.md
says what each of them means.
"""
import csv
import math
import random
from decimal import Decimal, getcontext
from fractions import Fraction

from scipy import integrate, optimize, stats

getcontext().prec = 60
TAU_IN_DEVIATIONS = 0.1


class Arm:
    """Units as their exact number, sum and sum of squares."""

    def __init__(self, units, total, squares):
        self.units, self.total, self.squares = units, Fraction(total), Fraction(squares)
        self.mean = self.total / units if units else None
        self.variance = (self.squares - self.total**2 / units) / (units - 1) if units > 1 else None

    def __str__(self):
        return f"{self.units} {decimal(self.total)} {decimal(self.squares)}"

    @staticmethod
    def of(values):
        exact = [Fraction(Decimal(str(value))) for value in values]
        return Arm(len(exact), sum(exact), sum(value * value for value in exact))

    @staticmethod
    def rate(units, conversions):
        return Arm(units, conversions, conversions)


def decimal(fraction):
    return format(Decimal(fraction.numerator) / Decimal(fraction.denominator), "f")


def welch(control, variant, alpha):
    """By scipy from the moments; the interval from its t distribution."""
    result = stats.ttest_ind_from_stats(
        float(variant.mean), math.sqrt(variant.variance), variant.units,
        float(control.mean), math.sqrt(control.variance), control.units, equal_var=False)
    a, b = control.variance / control.units, variant.variance / variant.units
    freedom = float((a + b) ** 2 / (a * a / (control.units - 1) + b * b / (variant.units - 1)))
    difference = float(variant.mean - control.mean)
    margin = stats.t.ppf(1 - alpha / 2, freedom) * math.sqrt(a + b)
    return tuple(map(float, (difference, difference - margin, difference + margin, result.pvalue)))


def sequential(control, variant):
    """1 / the integral of N(theta; 0, tau^2) * likelihood(theta) / likelihood(0) over theta, at most 1."""
    units = control.units + variant.units
    inverse = Fraction(1, control.units) + Fraction(1, variant.units)
    apart = control.variance / control.units + variant.variance / variant.units
    pooled = ((control.units - 1) * control.variance + (variant.units - 1) * variant.variance) / (units - 2) * inverse
    noise = float(max(apart, pooled))
    difference = float(variant.mean - control.mean)
    tau = TAU_IN_DEVIATIONS * math.sqrt(noise / float(inverse))

    def log_integrand(theta):
        prior = -theta * theta / (2 * tau * tau) - math.log(tau * math.sqrt(2 * math.pi))
        return prior + (difference * difference - (difference - theta) ** 2) / (2 * noise)

    width = min(tau, math.sqrt(noise))
    reach = abs(difference) + width
    top = optimize.minimize_scalar(
        lambda part: -log_integrand(part * reach), bounds=(-1, 1), method="bounded",
        options={"xatol": 1e-14}).x * reach
    height = log_integrand(top)
    area, _ = integrate.quad(
        lambda theta: math.exp(log_integrand(theta) - height), top - 40 * width, top + 40 * width,
        points=[top - width, top, top + width], limit=500, epsabs=0, epsrel=1e-12)
    return min(1.0, math.exp(-height - math.log(area)))


def comparisons():
    chance = random.Random(20261121)
    heavy = lambda scale: [round(scale * chance.paretovariate(1.8), 4) for _ in range(400)]
    revenue = lambda units, rate, scale: [
        round(scale * chance.lognormvariate(-1.0, 1.4), 6) if chance.random() < rate else 0 for _ in range(units)]
    normal = lambda units, mean, deviation: [round(chance.gauss(mean, deviation), 9) for _ in range(units)]
    yield "an empty arm", Arm.rate(0, 0), Arm.rate(1000, 80)
    yield "an arm of one unit", Arm.rate(1000, 80), Arm.rate(1, 1)
    yield "two units each", Arm.of([1, 2]), Arm.of([2, 5])
    yield "small", Arm.of([12, 7, 9, 15, 11]), Arm.of([18, 9, 16, 21, 13, 17])
    yield "small, below zero", Arm.of([-1.5, 0.25, -3]), Arm.of([-2, -2.5, 1.125, -7])
    yield "rates, no difference", Arm.rate(2000, 200), Arm.rate(2000, 200)
    yield "rates, 10 % and 12 %", Arm.rate(5000, 500), Arm.rate(5000, 600)
    yield "rates, clearly apart", Arm.rate(10000, 1000), Arm.rate(10000, 1300)
    yield "rates, a million units", Arm.rate(1000000, 20000), Arm.rate(1000000, 20550)
    yield "rates, a billion units", Arm.rate(10**9, 10**8), Arm.rate(10**9, 10**8 + 100000)
    yield "zero conversions in the variant", Arm.rate(180, 9), Arm.rate(20, 0)
    yield "zero conversions in control", Arm.rate(400, 0), Arm.rate(400, 7)
    yield "unequal sizes", Arm.of(normal(900, 10, 2)), Arm.of(normal(100, 10.4, 3))
    yield "very unequal sizes", Arm.of(normal(3, 1, 0.5)), Arm.of(normal(2000, 1.5, 0.5))
    yield "heavy tails", Arm.of(heavy(1)), Arm.of(heavy(1.2))
    yield "revenue, mostly nothing", Arm.of(revenue(1500, 0.08, 1)), Arm.of(revenue(1500, 0.08, 1.5))
    yield "rewards by a multiplier", Arm.of(normal(300, 100, 25)), Arm.of(normal(300, 150, 37.5))
    yield "no spread in control", Arm.of([100] * 50), Arm.of([100, 150] * 25)
    yield "large values, small spread", Arm.of([10**9 + i % 7 for i in range(70)]), Arm.of(
        [10**9 + 1 + i % 7 for i in range(70)])


def expected(control, variant, alpha):
    """Difference, low, high, p and sequential p; nothing of an arm whose variance nobody knows."""
    if min(control.units, variant.units) < 2:
        return ""
    return " ".join(map(repr, [*welch(control, variant, alpha), sequential(control, variant)]))


def write(name, header, rows):
    with open(name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def units_needed(mean, variance, effect, alpha, power):
    """The least number per arm whose power is enough, by bisection; the other tail does not count as a find."""
    distance, needed = abs(mean * effect), stats.norm.isf(alpha / 2)
    found = lambda units: stats.norm.sf(needed - distance / math.sqrt(2 * variance / units))
    low, high = 1, 2
    while found(high) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if found(middle) >= power else (middle, high)
    return high


write("comparisons.csv", ["name", "control", "variant", "alpha", "expected"],
      [[name, str(control), str(variant), alpha, expected(control, variant, alpha)]
       for number, (name, control, variant) in enumerate(comparisons()) for alpha in [(0.05, 0.01, 0.1)[number % 3]]])

RATIOS = [([5000, 5000], [5000, 5000]), ([5100, 4900], [5000, 5000]), ([5300, 4700], [5000, 5000]),
          ([821588, 815482], [5000, 5000]), ([10, 0], [5000, 5000]), ([900, 110], [9000, 1000]),
          ([333, 341, 326], [3333, 3333, 3334]), ([5012, 2933, 1530, 525], [5000, 3000, 1500, 500]),
          ([10**12, 10**12 + 10**7], [5000, 5000])]
write("sample-ratios.csv", ["units", "shares", "p"],
      [[" ".join(map(str, units)), " ".join(map(str, shares)),
        repr(float(stats.chisquare(units, [sum(units) * share / sum(shares) for share in shares]).pvalue))]
       for units, shares in RATIOS])

SIZES = [(0.1, 0.09, 0.2, 0.05, 0.8), (0.1, 0.09, 0.05, 0.05, 0.8), (0.02, 0.0196, 0.1, 0.01, 0.9),
         (100, 2500, 0.01, 0.05, 0.8), (-3, 4, 0.5, 0.05, 0.95), (0.5, 12.0, 0.05, 0.1, 0.8),
         (1, 0.0001, 0.5, 0.05, 0.8), (1e-6, 1e-6, 0.001, 0.05, 0.8)]
write("units-needed.csv", ["mean", "variance", "minimumEffect", "alpha", "power", "units"],
      [[*size, max(2, units_needed(*size))] for size in SIZES])
