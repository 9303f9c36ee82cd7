package gg.agis.common.event;

import gg.agis.sandbox.junit.Approval;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventsPageTest {

    @Test
    void thePageSaysWhatTheContractsSay() {
        Approval.approve(Path.of("../docs/events.md"), EventsPage.text(), EventsPage.TESTS);
    }
}
