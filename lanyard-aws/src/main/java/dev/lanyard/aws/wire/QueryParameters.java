// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The decoded parameters of a query string and a form body. A name that repeats is refused, be it in both: a
/// signature covers the parameters of a query string in the order of the alphabet, so which of two counts would be
/// anybody's choice. Those that sign a request are left to the verification of the signature.
public final class QueryParameters {
    static final int MAX_PARAMETERS = 5_000;
    static final int MAX_DEPTH = 32;
    /// Of all names together: each may be a node of a tree.
    static final int MAX_PARTS = 40_000;

    private static final String SIGNING = "X-Amz-";

    private final Map<String, String> values = new LinkedHashMap<>();
    private int count;
    private int parts;

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

    private void add(String nameOctets, String valueOctets) {
        String name = FormDecoder.text(nameOctets);
        if (++count > MAX_PARAMETERS) {
            throw WireFault.MALFORMED_QUERY_STRING.because("The request has more than 5000 parameters");
        }
        int dots = dots(name);
        parts += dots + 1;
        if (dots >= MAX_DEPTH) {
            throw WireFault.MALFORMED_QUERY_STRING.because("A parameter name has more than 32 parts");
        }
        if (parts > MAX_PARTS) {
            throw WireFault.MALFORMED_QUERY_STRING.because("The parameter names have more than 40000 parts");
        }
        if (values.putIfAbsent(name, FormDecoder.text(valueOctets)) != null && !name.startsWith(SIGNING)) {
            throw WireFault.MALFORMED_QUERY_STRING.because("The parameter " + name + " is given more than once");
        }
    }

    private static int dots(String name) {
        int dots = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            dots++;
        }
        return dots;
    }
}
