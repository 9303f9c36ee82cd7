package gg.agis.common.event;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventsPageTest {

    @Test
    void thePageSaysWhatTheContractsSay() throws IOException {
        Approval.approve(Path.of("../docs/events.md"), EventsPage.text());
    }
}
