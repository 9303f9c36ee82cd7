package gg.agis.ads.callback;

import gg.agis.ads.conversion.Report;
import org.springframework.http.HttpStatus;

/**
 * The language of one ad network, and all that a new one needs: a component that implements this is called at
 * {@code /ads/<name>/s2s}.
 *
 * <p>Neither method throws for anything that a stranger may send.
 */
public interface AdNetwork {

    /** As it stands in the path and with every conversion. */
    String name();

    /** A network that nobody set up is unknown: without its key anybody could speak for it. */
    boolean isConfigured();

    /**
     * Whether the network itself sent this.
     *
     * @throws gg.agis.common.web.Problem when that cannot be known at the moment, and asking again helps
     */
    Signature check(Callback callback);

    /** What it reports; only asked of what {@link #check} found genuine. */
    Report read(Callback callback);

    /** The status of a refusal that stands, where the network does not take the usual one for an answer. */
    default HttpStatus refusal(HttpStatus usual) {
        return usual;
    }
}
