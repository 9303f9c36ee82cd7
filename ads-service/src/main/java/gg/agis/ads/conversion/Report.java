package gg.agis.ads.conversion;

import gg.agis.common.id.MadeId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a network reported: verified and read, not yet judged. */
public sealed interface Report {

    String network();

    /** By which it is known: the conversion's, whether or not there is one. */
    UUID conversionId();

    /**
     * A completed ad task.
     *
     * @param received what the network sent, to be shown to whoever asks why; without signature and token
     */
    record Completed(
            String network,
            String networkTransactionId,
            String playerId,
            @Nullable String guildId,
            String adType,
            long baseGc,
            long payoutMicrosUsd,
            Circumstances circumstances,
            Map<String, String> received)
            implements Report {

        public Completed {
            received = Map.copyOf(received);
        }

        Completed forGuild(String guild) {
            return new Completed(
                    network,
                    networkTransactionId,
                    playerId,
                    guild,
                    adType,
                    baseGc,
                    payoutMicrosUsd,
                    circumstances,
                    received);
        }

        @Override
        public UUID conversionId() {
            return MadeId.conversionId(network, networkTransactionId);
        }
    }

    /**
     * The network takes a conversion back.
     *
     * @param networkTransactionId the original's
     */
    record Chargeback(
            String network,
            String networkTransactionId,
            @Nullable String playerId,
            long amountGc,
            String reason) implements Report {

        @Override
        public UUID conversionId() {
            return MadeId.conversionId(network, networkTransactionId);
        }
    }

    /** Something happened for which no network pays, an installation for example. */
    record NonPaying(String network, String networkTransactionId, String callbackType) implements Report {

        @Override
        public UUID conversionId() {
            return MadeId.conversionId(network, networkTransactionId);
        }
    }

    /**
     * Signed, and yet nothing that could be judged.
     *
     * @param networkTransactionId where at least this can be read
     * @param reason one of a few words
     * @param query what was sent, without signature and token
     */
    record Unusable(String network, @Nullable String networkTransactionId, String reason, String query)
            implements Report {

        /** The same words again are the same case. */
        @Override
        public UUID conversionId() {
            return MadeId.of("quarantine", network, query);
        }

        /** What it would have been. */
        UUID originalId(String transactionId) {
            return MadeId.conversionId(network, transactionId);
        }
    }
}
