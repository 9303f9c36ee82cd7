package gg.agis.e2e;

import gg.agis.sandbox.stack.Service;

/** Every step at which a conversion's way can be cut: between any two effects that are not one. */
public enum CrashPoint {
    GATEWAY_BEFORE_PASSING_ON(Service.GATEWAY, "gateway.before-passing-on"),
    GATEWAY_BEFORE_ANSWER(Service.GATEWAY, "gateway.before-answer"),

    ADS_BEFORE_COMMIT(Service.ADS, "request.before-commit"),
    ADS_AFTER_COMMIT_BEFORE_ANSWER(Service.ADS, "request.after-commit"),
    ADS_RELAY_BEFORE_SEND(Service.ADS, "relay.before-send"),
    ADS_RELAY_AFTER_SEND_BEFORE_DELETE(Service.ADS, "relay.after-send"),
    ADS_RELAY_AFTER_DELETE_BEFORE_COMMIT(Service.ADS, "relay.before-commit"),
    ADS_RELAY_AFTER_COMMIT(Service.ADS, "relay.after-commit"),

    BILLING_AFTER_POLL_BEFORE_WORK(Service.BILLING, "listener.after-poll"),
    BILLING_AFTER_WORK_BEFORE_COMMIT(Service.BILLING, "listener.before-commit"),
    BILLING_AFTER_COMMIT_BEFORE_OFFSETS(Service.BILLING, "listener.after-commit"),
    BILLING_AFTER_OFFSETS(Service.BILLING, "listener.after-offsets"),
    BILLING_RELAY_BEFORE_SEND(Service.BILLING, "relay.before-send"),
    BILLING_RELAY_AFTER_SEND_BEFORE_DELETE(Service.BILLING, "relay.after-send"),
    BILLING_RELAY_AFTER_DELETE_BEFORE_COMMIT(Service.BILLING, "relay.before-commit");

    private final Service service;
    private final String moment;

    CrashPoint(Service service, String moment) {
        this.service = service;
        this.moment = moment;
    }

    public Service service() {
        return service;
    }

    public String moment() {
        return moment;
    }
}
