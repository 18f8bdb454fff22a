// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parameters of a query string in arrival order, each decoded and encoded again as AWS signs them.
record QueryParameters(List<Parameter> all) {
    private static final String SIGNATURE = "X-Amz-Signature";
    private static final Comparator<Parameter> SIGNING_ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    /// Both parts percent-encoded by RFC 3986, hence ASCII.
    record Parameter(String name, String value) {}

    /// Reads a raw query string.
    ///
    /// @throws AuthFailure when a percent escape is broken
    static QueryParameters parse(String query) {
        List<Parameter> all = new ArrayList<>();
        for (int start = 0; start < query.length(); ) {
            int end = indexOf(query, '&', start, query.length());
            if (end > start) {
                int equals = indexOf(query, '=', start, end);
                all.add(new Parameter(
                        UriEncoding.normalise(query, start, equals),
                        UriEncoding.normalise(query, Math.min(equals + 1, end), end)));
            }
            start = end + 1;
        }
        return new QueryParameters(all);
    }

    /// The decoded value of the first parameter with this name, which must consist of unreserved characters.
    Optional<String> first(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equals(name)) {
                return Optional.of(decode(parameter.value()));
            }
        }
        return Optional.empty();
    }

    /// Whether a part of the signature is there twice: the signature does not tell which one came first.
    boolean hasDoubles() {
        Set<String> names = new HashSet<>();
        return !all.stream()
                .map(Parameter::name)
                .filter(name -> name.startsWith("X-Amz-"))
                .allMatch(names::add);
    }

    /// Appends the canonical query string. A presigned request carries its own signature, which it cannot sign.
    void appendCanonical(StringBuilder to, boolean presigned) {
        List<Parameter> sorted = new ArrayList<>(all);
        if (presigned) {
            sorted.removeIf(parameter -> parameter.name().equals(SIGNATURE));
        }
        sorted.sort(SIGNING_ORDER);
        String separator = "";
        for (Parameter parameter : sorted) {
            to.append(separator).append(parameter.name()).append('=').append(parameter.value());
            separator = "&";
        }
    }

    private static int indexOf(String text, char wanted, int from, int to) {
        int at = text.indexOf(wanted, from, to);
        return at < 0 ? to : at;
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(UTF_8);
    }
}
