// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// Paths such as `s3://bucket/prefix`. There is no S3 to ask, so that a bucket exists when its name could be one.
final class S3Path {
    private static final String SCHEME = "s3://";
    private static final int SHORTEST = 3;
    private static final int LONGEST = 63;

    private S3Path() {}

    static boolean isPath(String text) {
        if (!text.startsWith(SCHEME)) {
            return false;
        }
        String bucket = bucket(text);
        return bucket.length() >= SHORTEST
                && bucket.length() <= LONGEST
                && bucket.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
                && Character.isLetterOrDigit(bucket.charAt(0))
                && Character.isLetterOrDigit(bucket.charAt(bucket.length() - 1));
    }

    static String bucket(String path) {
        int end = path.indexOf('/', SCHEME.length());
        return path.substring(SCHEME.length(), end < 0 ? path.length() : end);
    }

    /// The key of an object under the path.
    static String key(String path, String name) {
        int start = SCHEME.length() + bucket(path).length();
        String prefix = path.substring(Math.min(path.length(), start + 1));
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix + name : prefix + '/' + name;
    }

    /// The address of an object.
    static String url(String path, String key, Place place) {
        return "https://" + bucket(path) + ".s3." + place.region() + ".amazonaws.com/" + key;
    }
}
