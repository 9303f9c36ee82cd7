package gg.agis.sandbox.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The one question that supervision asks over HTTP. */
public final class Http {

    private static final int TIMEOUT_MILLIS = 2_000;

    private Http() {}

    public static boolean answersOk(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
