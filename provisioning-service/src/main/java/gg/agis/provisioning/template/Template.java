package gg.agis.provisioning.template;

/** What may be run: a game in a size, what it needs and what it costs today. */
public record Template(
        String id, String game, String title, int playersMax, Price price, Machine machine, Container container) {

    /** In GC; what has been paid already stays paid at the price of its time. */
    public record Price(long setup, long hourly) {

        public long of(int hours) {
            return Math.addExact(setup, Math.multiplyExact(hourly, (long) hours));
        }
    }

    /** What a server may use. */
    public record Machine(int cpuMillis, int memoryMib, int storageGib) {}

    /** What is started, where it listens, and when it counts as broken. */
    public record Container(String image, int port, String protocol, Health health) {}

    /** When silence begins to count, how often the game is expected to speak, and how much silence is too much. */
    public record Health(int delaySeconds, int periodSeconds, int failuresMax) {}
}
