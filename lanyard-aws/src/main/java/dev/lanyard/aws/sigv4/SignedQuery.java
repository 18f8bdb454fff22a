// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.FormDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parameters of a query string in arrival order, as they are signed.
record SignedQuery(List<Parameter> all) {
    static final SignedQuery NONE = new SignedQuery(List.of());

    private static final String SIGNATURE = "X-Amz-Signature";
    private static final Comparator<Parameter> SIGNING_ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    /// @param name percent-encoded by RFC 3986, hence ASCII
    /// @param value the same
    /// @param octets the value as it was before
    record Parameter(String name, String value, String octets) {}

    /// Reads a raw query string.
    ///
    /// @throws AuthFailure when a percent escape is broken
    static SignedQuery parse(String query) {
        List<Parameter> all = new ArrayList<>();
        try {
            FormDecoder.decode(
                    query,
                    (name, value) ->
                            all.add(new Parameter(UriEncoding.encode(name), UriEncoding.encode(value), value)));
        } catch (Fault broken) {
            throw new AuthFailure(Reason.MALFORMED_QUERY, broken.getMessage());
        }
        return new SignedQuery(all);
    }

    /// The first parameter with this name, which must consist of unreserved characters.
    Optional<String> first(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equals(name)) {
                return Optional.of(FormDecoder.text(parameter.octets()));
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
}
