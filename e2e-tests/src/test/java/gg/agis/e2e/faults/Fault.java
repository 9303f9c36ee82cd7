package gg.agis.e2e.faults;

import gg.agis.e2e.CrashPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One process dies, without a word. */
sealed interface Fault {

    String part();

    /** At whatever it is doing. */
    record AtRandom(String part) implements Fault {}

    /** At a step that is named. */
    record AtPoint(CrashPoint point) implements Fault {
        @Override
        public String part() {
            return point.service().id();
        }
    }

    /** Every point and every victim at least once, then victims by chance, in an order by chance. */
    static List<Fault> plan(List<CrashPoint> points, List<String> victims, int number, Random random) {
        List<Fault> plan = new ArrayList<>();
        points.forEach(point -> plan.add(new AtPoint(point)));
        victims.forEach(victim -> plan.add(new AtRandom(victim)));
        while (plan.size() < number) {
            plan.add(
                    random.nextBoolean()
                            ? new AtRandom(victims.get(random.nextInt(victims.size())))
                            : new AtPoint(points.get(random.nextInt(points.size()))));
        }
        Collections.shuffle(plan, random);
        return plan;
    }
}
