// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

/// Who may call an operation at all, whatever policies say.
public enum Audience {
    /// Every caller whose signature is good.
    SIGNED,
    /// Every signed caller but a true root. An administrator who goes by the name of root is judged by policies.
    ALL_BUT_ROOT,
    /// Everybody: a signature is not asked for and not looked at.
    UNSIGNED
}
