// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.observe;

/// Failures as the log shows them: bounded, because what a stranger sends may decide how deep a stack is and how long a
/// message, and without control characters, which could pass for lines of their own.
public final class Traces {
    private static final int CAUSES = 4;
    private static final int FRAMES = 20;
    private static final int MESSAGE = 500;

    private Traces() {}

    /// The failure, its causes and the innermost part of each stack.
    public static String brief(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable each = failure;
        for (int i = 0; i < CAUSES && each != null; i++, each = each.getCause()) {
            if (i > 0) {
                text.append("\n  because of ");
            }
            text.append(each.getClass().getName()).append(": ").append(message(each));
            StackTraceElement[] stack = each.getStackTrace();
            for (int frame = 0; frame < Math.min(stack.length, FRAMES); frame++) {
                text.append("\n    at ").append(stack[frame]);
            }
            if (stack.length > FRAMES) {
                text.append("\n    ... ").append(stack.length - FRAMES).append(" more");
            }
        }
        return text.toString();
    }

    private static String message(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String begin = message.length() > MESSAGE ? message.substring(0, MESSAGE) + "..." : message;
        return begin.replaceAll("\\p{Cntrl}+", " ");
    }
}
