package gg.agis.ads.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.agis.ads.conversion.ConversionMetrics;
import gg.agis.ads.conversion.ConversionOutcome;
import gg.agis.ads.conversion.JudgeReports;
import gg.agis.ads.conversion.Report;
import gg.agis.common.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Speaks ayeT-Studios' language: whatever is validly signed is answered 200 once it is stored. */
@RestController
class AyetCallbackController {

    private static final String NETWORK = "ayet";
    private static final String TOKEN = "token";

    private final AyetSettings settings;
    private final AyetSignature signature;
    private final JudgeReports judgeReports;
    private final ConversionMetrics metrics;

    AyetCallbackController(AyetSettings settings, JudgeReports judgeReports, ConversionMetrics metrics) {
        this.settings = settings;
        this.signature = new AyetSignature(settings.apiKeys());
        this.judgeReports = judgeReports;
        this.metrics = metrics;
    }

    record Answer(String status, UUID conversionId) {

        static Answer of(ConversionOutcome outcome) {
            return new Answer(outcome.word(), outcome.conversionId());
        }
    }

    @RequestMapping(
            path = "/ads/ayet/s2s",
            method = {RequestMethod.GET, RequestMethod.POST})
    Answer receive(
            HttpServletRequest request,
            @RequestHeader(name = AyetSignature.HEADER, required = false) @Nullable String hash) {
        long begun = System.nanoTime();
        var raw = Objects.requireNonNullElse(request.getQueryString(), "");
        var query = verified(raw, hash);
        var report = AyetReport.read(query.without(TOKEN));
        var outcome = judgeReports.judge(report);
        note(report, outcome, Duration.ofNanos(System.nanoTime() - begun));
        return Answer.of(outcome);
    }

    private void note(Report report, ConversionOutcome outcome, Duration latency) {
        switch (report) {
            case Report.Completed completed -> {
                metrics.judged(NETWORK, completed.adType(), outcome);
                metrics.answered(completed.adType(), latency);
            }
            case Report.Unusable unusable -> metrics.quarantined(unusable.reason());
            case Report.Chargeback _, Report.NonPaying _ -> metrics.judged(NETWORK, "none", outcome);
        }
    }

    private RawQuery verified(String raw, @Nullable String hash) {
        if (raw.length() > settings.queryBytesMax()) {
            throw new Problem(HttpStatus.URI_TOO_LONG, "uri-too-long", "The query is longer than a callback can be.");
        }
        var query = parse(raw);
        if (hash == null || hash.isBlank()) {
            metrics.signatureFailed(NETWORK, "missing");
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "signature-missing",
                    "The header " + AyetSignature.HEADER + " is missing, so nobody can tell who sent this.");
        }
        boolean tokenMatches = tokenMatches(query);
        if (!signature.matches(query, hash) || !tokenMatches) {
            metrics.signatureFailed(NETWORK, tokenMatches ? "invalid" : "token");
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "signature-invalid",
                    "The signature does not fit the parameters. Check the API key and that nothing rewrites the query.");
        }
        return query;
    }

    private boolean tokenMatches(RawQuery query) {
        var expected = settings.callbackToken().getBytes(UTF_8);
        var given = query.get(TOKEN).orElse("").getBytes(UTF_8);
        return expected.length == 0 || MessageDigest.isEqual(expected, given);
    }

    private RawQuery parse(String raw) {
        try {
            return RawQuery.parse(raw);
        } catch (RawQuery.Unreadable unreadable) {
            throw switch (unreadable.fault()) {
                case DUPLICATE_PARAMETER ->
                    new Problem(
                            HttpStatus.BAD_REQUEST,
                            "duplicate-parameter",
                            "A parameter is named twice, so the signature could be for either. Send each once.");
                case MALFORMED ->
                    new Problem(HttpStatus.BAD_REQUEST, "invalid-parameter", "The query is not URL-encoded text.");
            };
        }
    }
}
