// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// HTTP headers in arrival order. Names are kept in lower case; one name may occur many times. A value has
/// one character (ISO 8859-1) for each byte on the wire.
public final class Headers {
    private static final List<String> OF_PROXIES = List.of("forwarded", "via", "x-real-ip");

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    public Headers add(String name, String value) {
        names.add(Ascii.lower(name));
        values.add(value);
        return this;
    }

    /// The first value of the header, whose name is given in lower case.
    public Optional<String> first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(values.get(at));
    }

    /// The first value of the header as text, which clients write in UTF-8.
    public Optional<String> text(String name) {
        return first(name).map(value -> new String(value.getBytes(ISO_8859_1), UTF_8));
    }

    /// All values of the header in arrival order, whose name is given in lower case.
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /// Whether somebody says that the request is another's, whoever that is.
    public boolean tellOfProxies() {
        return names.stream().anyMatch(name -> name.startsWith("x-forwarded") || OF_PROXIES.contains(name));
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }
}
