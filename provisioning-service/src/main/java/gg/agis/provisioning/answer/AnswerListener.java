package gg.agis.provisioning.answer;

import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.life.Answers;
import gg.agis.provisioning.life.Life;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Hears what billing-service answers: a whole poll is one batch, its servers locked in one order. */
@Component
class AnswerListener implements EventListener {

    private final MoneyRequests requests;
    private final Servers servers;
    private final Answers answers;
    private final Life life;

    AnswerListener(MoneyRequests requests, Servers servers, Answers answers, Life life) {
        this.requests = requests;
        this.servers = servers;
        this.answers = answers;
        this.life = life;
    }

    @Override
    public String name() {
        return "provisioning.answers";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.BILLING_REQUESTS);
    }

    /** An order of money: what comes after an answer that cannot be applied waits behind it. */
    @Override
    public OnPoison onPoison() {
        return OnPoison.WAIT;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        var heard = deliveries.stream()
                .map(Delivery::event)
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .toList();
        var serverOf = requests.serversOf(heard.stream().map(Answer::requestId).toList());
        var locked = servers.lock(Set.copyOf(serverOf.values())).stream()
                .collect(Collectors.toMap(Server::id, Function.identity()));
        for (var answer : heard) {
            var serverId = serverOf.get(answer.requestId());
            var server = serverId == null ? null : locked.get(serverId);
            if (server == null) {
                throw new IllegalStateException("Nobody asked for " + answer.requestId());
            }
            answers.apply(server, answer);
            life.goOn(server);
        }
    }
}
