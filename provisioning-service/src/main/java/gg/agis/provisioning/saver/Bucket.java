package gg.agis.provisioning.saver;

import java.util.Map;

/**
 * Where saves are kept.
 *
 * @param endpoint of a storage that speaks S3; empty: Amazon's own
 */
public record Bucket(String endpoint, String region, String name, String accessKey, String secretKey) {

    static Bucket of(Map<String, String> environment) {
        return new Bucket(
                environment.getOrDefault("S3_ENDPOINT", ""),
                environment.getOrDefault("S3_REGION", "us-east-1"),
                needed(environment, "S3_BUCKET"),
                needed(environment, "S3_ACCESS_KEY"),
                needed(environment, "S3_SECRET_KEY"));
    }

    static String needed(Map<String, String> environment, String name) {
        var value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("The environment variable %s is missing".formatted(name));
        }
        return value;
    }

    /** What {@link #of} reads. */
    public Map<String, String> asEnvironment() {
        return Map.of(
                "S3_ENDPOINT", endpoint,
                "S3_REGION", region,
                "S3_BUCKET", name,
                "S3_ACCESS_KEY", accessKey,
                "S3_SECRET_KEY", secretKey);
    }

    /** Never the keys, wherever this ends up. */
    @Override
    public String toString() {
        return "Bucket[endpoint=%s, region=%s, name=%s]".formatted(endpoint, region, name);
    }
}
