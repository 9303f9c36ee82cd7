package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.supervision.ProcessEvent;

/** How 'up' shows what happens. */
interface Progress {

    /** A sentence about the build, or anything else before the first process. */
    void say(String text);

    void event(ProcessEvent event);

    /** Everything is ready. */
    void up(Stack stack);
}
