package gg.agis.ads.callback;

import static java.util.stream.Collectors.toUnmodifiableMap;

import gg.agis.ads.conversion.ConversionMetrics;
import gg.agis.ads.conversion.ConversionOutcome;
import gg.agis.ads.conversion.JudgeReports;
import gg.agis.ads.conversion.Report;
import gg.agis.common.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Where ad networks call: whatever is validly signed is answered 200 once it is stored, since they repeat the rest. */
@RestController
class CallbackController {

    private final Map<String, AdNetwork> networks;
    private final CallbackSettings settings;
    private final Sources sources;
    private final JudgeReports judgeReports;
    private final ConversionMetrics metrics;

    CallbackController(
            List<AdNetwork> networks,
            CallbackSettings settings,
            Sources sources,
            JudgeReports judgeReports,
            ConversionMetrics metrics) {
        this.networks = networks.stream()
                .filter(AdNetwork::isConfigured)
                .collect(toUnmodifiableMap(AdNetwork::name, network -> network));
        this.settings = settings;
        this.sources = sources;
        this.judgeReports = judgeReports;
        this.metrics = metrics;
    }

    record Answer(String status, UUID conversionId) {

        static Answer of(ConversionOutcome outcome) {
            return new Answer(outcome.word(), outcome.conversionId());
        }
    }

    @RequestMapping(
            path = "/ads/{network}/s2s",
            method = {RequestMethod.GET, RequestMethod.POST})
    Answer receive(@PathVariable("network") String name, HttpServletRequest request, HttpServletResponse response) {
        long begun = System.nanoTime();
        var network = networks.get(name);
        if (network == null) {
            throw Problem.notFound("No ad network of this name is set up here. Check the callback's URL.");
        }
        requireSource(network, request);
        var callback = verified(network, request);
        var report = network.read(callback);
        var outcome = judgeReports.judge(report);
        note(report, Duration.ofNanos(System.nanoTime() - begun));
        // Whatever a network says that it accepts: refused an answer, it would send all again.
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        return Answer.of(outcome);
    }

    private void requireSource(AdNetwork network, HttpServletRequest request) {
        if (!sources.allow(network.name(), request.getHeader(Sources.HEADER))) {
            metrics.signatureFailed(network.name(), "address");
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "address-not-allowed",
                    "This network does not call from this address. If it moved, its new ranges must be set here.");
        }
    }

    private Callback verified(AdNetwork network, HttpServletRequest request) {
        var raw = Objects.requireNonNullElse(request.getQueryString(), "");
        if (raw.length() > settings.queryBytesMax()) {
            throw refused(
                    network, HttpStatus.URI_TOO_LONG, "uri-too-long", "The query is longer than a callback can be.");
        }
        var callback = new Callback(raw, parse(network, raw), request::getHeader);
        switch (network.check(callback)) {
            case GENUINE -> {}
            case MISSING -> throw unsigned(network);
            case INVALID -> throw forged(network, "invalid");
            case WRONG_TOKEN -> throw forged(network, "token");
        }
        return callback;
    }

    private RawQuery parse(AdNetwork network, String raw) {
        try {
            return RawQuery.parse(raw);
        } catch (RawQuery.Unreadable unreadable) {
            throw switch (unreadable.fault()) {
                case DUPLICATE_PARAMETER ->
                    refused(
                            network,
                            HttpStatus.BAD_REQUEST,
                            "duplicate-parameter",
                            "A parameter is named twice, so the signature could be for either. Send each once.");
                case MALFORMED ->
                    refused(network, HttpStatus.BAD_REQUEST, "invalid-parameter", "The query is not URL-encoded text.");
            };
        }
    }

    private Problem unsigned(AdNetwork network) {
        metrics.signatureFailed(network.name(), "missing");
        return refused(
                network,
                HttpStatus.UNAUTHORIZED,
                "signature-missing",
                "The network's signature is missing, so nobody can tell who sent this.");
    }

    private Problem forged(AdNetwork network, String reason) {
        metrics.signatureFailed(network.name(), reason);
        return refused(
                network,
                HttpStatus.UNAUTHORIZED,
                "signature-invalid",
                "The signature does not fit the parameters. Check the key and that nothing rewrites the query.");
    }

    private static Problem refused(AdNetwork network, HttpStatus usual, String code, String detail) {
        return new Problem(network.refusal(usual), code, detail);
    }

    private void note(Report report, Duration latency) {
        if (report instanceof Report.Completed completed) {
            metrics.answered(completed.adType(), latency);
        }
    }
}
