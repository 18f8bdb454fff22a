// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.PASSWORD_POLICY_VIOLATION;

import java.util.Optional;

/// An account's rules for passwords.
///
/// @param maxAge in days
/// @param reusePrevention how many passwords back none may come again
public record PasswordPolicy(
        int minimumLength,
        boolean symbols,
        boolean numbers,
        boolean uppercase,
        boolean lowercase,
        boolean usersMayChange,
        Optional<Integer> maxAge,
        Optional<Integer> reusePrevention,
        Optional<Boolean> hardExpiry) {

    private static final int DEFAULT_LENGTH = 8;
    private static final int DEFAULT_KINDS = 3;

    /// The rules of an account that set none: eight characters of three of the four kinds.
    static void checkByDefault(String password) {
        require(password.length() >= DEFAULT_LENGTH, "a minimum length of " + DEFAULT_LENGTH);
        int kinds = (hasUppercase(password) ? 1 : 0)
                + (hasLowercase(password) ? 1 : 0)
                + (hasNumber(password) ? 1 : 0)
                + (hasSymbol(password) ? 1 : 0);
        require(
                kinds >= DEFAULT_KINDS,
                "at least three of: an uppercase letter, a lowercase letter, a number, a symbol");
    }

    void check(String password) {
        require(password.length() >= minimumLength, "a minimum length of " + minimumLength);
        require(!uppercase || hasUppercase(password), "at least one uppercase letter");
        require(!lowercase || hasLowercase(password), "at least one lowercase letter");
        require(!numbers || hasNumber(password), "at least one number");
        require(!symbols || hasSymbol(password), "at least one symbol");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw PASSWORD_POLICY_VIOLATION.because("Password should have " + rule);
        }
    }

    private static boolean hasUppercase(String password) {
        return password.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static boolean hasLowercase(String password) {
        return password.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }

    private static boolean hasNumber(String password) {
        return password.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasSymbol(String password) {
        return password.chars().anyMatch(c -> "!@#$%^&*()_+-=[]{}|'".indexOf(c) >= 0);
    }
}
