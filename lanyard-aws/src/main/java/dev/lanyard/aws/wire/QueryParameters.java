// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The decoded parameters of a query string and a form body. Where a name repeats, the first value counts.
public final class QueryParameters {
    static final int MAX_PARAMETERS = 5_000;
    static final int MAX_DEPTH = 32;

    private final Map<String, String> values = new LinkedHashMap<>();
    private int count;

    private QueryParameters() {}

    /// Reads the query string of the URL and then the body, which is a form.
    ///
    /// @throws Fault `MalformedQueryString` for a broken percent escape and beyond the limits
    public static QueryParameters of(WireRequest request) {
        QueryParameters parameters = ofUrl(request);
        FormDecoder.decode(request.body(), parameters::add);
        return parameters;
    }

    /// Reads the query string of the URL only.
    public static QueryParameters ofUrl(WireRequest request) {
        QueryParameters parameters = new QueryParameters();
        FormDecoder.decode(request.query(), parameters::add);
        return parameters;
    }

    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public void forEach(BiConsumer<String, String> action) {
        values.forEach(action);
    }

    private void add(String name, String value) {
        if (++count > MAX_PARAMETERS) {
            throw WireFault.MALFORMED_QUERY_STRING.because("The request has more than 5000 parameters");
        }
        if (dots(name) >= MAX_DEPTH) {
            throw WireFault.MALFORMED_QUERY_STRING.because("A parameter name has more than 32 parts");
        }
        values.putIfAbsent(name, value);
    }

    private static int dots(String name) {
        int dots = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            dots++;
        }
        return dots;
    }
}
