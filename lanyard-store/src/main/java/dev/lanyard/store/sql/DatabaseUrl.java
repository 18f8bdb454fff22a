// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a PostgreSQL database is and how to sign in there. The driver is told the parameters apart from the address,
/// so that no message of its own can hold a password; what is shown of a URL holds none either.
public final class DatabaseUrl {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final String HOST = "(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?";
    private static final Pattern ADDRESS =
            Pattern.compile(SCHEME + "(//(" + HOST + "(," + HOST + ")*)?(/[^/?@:]*)?|/?|[^/?@:]+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._]*");
    private static final Set<String> SHOWN = Set.of("connections", "ssl", "sslmode", "user");
    private static final String CONNECTIONS = "connections";
    private static final String PASSWORD = "password";
    private static final String MASK = "***";

    private final String address;
    private final Map<String, String> parameters;

    private DatabaseUrl(String address, Map<String, String> parameters) {
        this.address = address;
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /// @param text `jdbc:postgresql://host:port/database?user=...&password=...`, parameters being the driver's, and
    /// `connections`, how many this node opens
    /// @throws IllegalArgumentException with a sentence that holds nothing of `text`
    public static DatabaseUrl parse(String text) {
        require(text.startsWith(SCHEME), "begins with " + SCHEME);
        int query = text.indexOf('?');
        String address = query < 0 ? text : text.substring(0, query);
        require(
                address.indexOf('@') < 0,
                "names user and password behind the database, as ?user=...&password=..., and not before the host.");
        Map<String, String> parameters = new TreeMap<>();
        for (String each : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            require(
                    NAME.matcher(name).matches(),
                    "has a parameter whose name is none: in a value, write & as %26, ? as %3F and = as %3D.");
            parameters.put(name, decoded(name, equals < 0 ? "" : each.substring(equals + 1)));
        }
        require(ADDRESS.matcher(address).matches(), "is written jdbc:postgresql://host:port/database?name=value.");
        String connections = parameters.getOrDefault(CONNECTIONS, "2");
        require(
                connections.matches("[1-9][0-9]{0,3}") && !connections.equals("1"),
                "takes connections from 2 to 9999.");
        return new DatabaseUrl(address, parameters);
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "--database-url has a percent sign in " + name + " that begins no escape: write it as %25.");
        }
    }

    private static void require(boolean truth, String what) {
        if (!truth) {
            throw new IllegalArgumentException("--database-url " + what);
        }
    }

    /// A word of a command line as it may be shown.
    public static String masked(String word) {
        int at = word.toLowerCase(Locale.ROOT).indexOf("jdbc:");
        return at < 0 ? word : word.substring(0, at) + "jdbc:" + MASK;
    }

    /// The same, with this password if it has none.
    public DatabaseUrl orPassword(Optional<String> password) {
        if (password.isEmpty() || parameters.containsKey(PASSWORD)) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(PASSWORD, password.get());
        return new DatabaseUrl(address, all);
    }

    /// The URL without parameters.
    String address() {
        return address;
    }

    /// What the driver is told beside the address.
    Map<String, String> driverProperties() {
        Map<String, String> all = new TreeMap<>(parameters);
        all.remove(CONNECTIONS);
        return all;
    }

    /// How many connections this node may open.
    Optional<Integer> connections() {
        return Optional.ofNullable(parameters.get(CONNECTIONS)).map(Integer::valueOf);
    }

    /// The URL with the values masked of all parameters that may be secret.
    @Override
    public String toString() {
        return parameters.isEmpty()
                ? address
                : parameters.entrySet().stream()
                        .map(each -> each.getKey() + '=' + (SHOWN.contains(each.getKey()) ? each.getValue() : MASK))
                        .collect(Collectors.joining("&", address + '?', ""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseUrl that && address.equals(that.address) && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + parameters.hashCode();
    }
}
