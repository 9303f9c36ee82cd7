package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.HeldFile;
import gg.agis.sandbox.supervision.ReservedPorts;

/**
 * What a stack takes before it does anything: its directory, and the one port that people type.
 *
 * @param ports where the other ports come from, too
 */
record Claim(HeldFile lock, ReservedPorts ports, int gatewayPort) implements AutoCloseable {

    static Claim on(StackDirectory directory, int wantedPort) {
        HeldFile lock = HeldFile.take(
                        directory.lock(), Long.toString(ProcessHandle.current().pid()))
                .orElseThrow(() -> new StackFailedException(
                        "A stack is already up in %s. See it with ./agis status, or end it with ./agis stop."
                                .formatted(directory.root())));
        ReservedPorts ports = new ReservedPorts(directory.root().toString());
        try {
            return new Claim(lock, ports, gatewayPort(ports, wantedPort));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void close() {
        ports.close();
        lock.close();
    }

    private static int gatewayPort(ReservedPorts ports, int wanted) {
        if (wanted == 0) {
            return ports.free();
        }
        if (!ports.take(wanted)) {
            throw new StackFailedException(ReservedPorts.ownerOf(wanted)
                            .map(owner -> "Port %d is taken by the stack of %s.".formatted(wanted, owner))
                            .orElse("Port %d is taken by another program.".formatted(wanted))
                    + " Nothing was started. Choose another port with ./agis up --port %d, or --port 0 for any free one."
                            .formatted(wanted + 1));
        }
        return wanted;
    }
}
