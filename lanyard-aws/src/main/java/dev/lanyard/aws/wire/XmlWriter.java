// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Writes indented XML. Characters that XML 1.0 cannot carry become the replacement character, so that whatever a
/// client
/// stored, the document stays well-formed.
final class XmlWriter {
    private static final int REPLACEMENT = 0xFFFD;
    private static final boolean[] PLAIN = Utf8Buffer.plainBut("&<>\"");
    private static final byte[] AMP = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] QUOTE = ascii("&quot;");
    private static final byte[] RETURN = ascii("&#xD;");
    private static final byte[] NEWLINE = ascii("&#xA;");
    private static final byte[] TAB = ascii("&#x9;");

    private final Utf8Buffer out = new Utf8Buffer();
    private final int indent;
    private int depth;
    private boolean tagOpen;
    private boolean started;

    /// @param indent spaces per level
    XmlWriter(int indent) {
        this.indent = indent;
    }

    byte[] toBytes() {
        return out.ascii('\n').toBytes();
    }

    XmlWriter declaration() {
        out.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        started = true;
        return this;
    }

    XmlWriter start(String name) {
        closeTag();
        newLine();
        out.ascii('<').ascii(name);
        tagOpen = true;
        depth++;
        return this;
    }

    /// Adds an attribute to the element just started.
    XmlWriter attribute(String name, String value) {
        out.ascii(' ').ascii(name).ascii('=').ascii('"');
        escaped(value, true);
        out.ascii('"');
        return this;
    }

    /// Ends an element that has elements or nothing inside.
    XmlWriter end(String name) {
        depth--;
        if (tagOpen) {
            out.ascii('/').ascii('>');
            tagOpen = false;
        } else {
            newLine();
            endTag(name);
        }
        return this;
    }

    /// Writes the text of the element just started and ends it.
    XmlWriter endWith(String text, String name) {
        if (text.isEmpty()) {
            return end(name);
        }
        closeTag();
        escaped(text, false);
        depth--;
        endTag(name);
        return this;
    }

    XmlWriter element(String name, String text) {
        return start(name).endWith(text, name);
    }

    private void endTag(String name) {
        out.ascii('<').ascii('/').ascii(name).ascii('>');
    }

    private void closeTag() {
        if (tagOpen) {
            out.ascii('>');
            tagOpen = false;
        }
    }

    private void newLine() {
        if (started) {
            out.line(depth * indent);
        }
        started = true;
    }

    private void escaped(String text, boolean attribute) {
        for (int i = out.run(text, 0, PLAIN); i < text.length(); i = out.run(text, i, PLAIN)) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            switch (point) {
                case '&' -> out.ascii(AMP);
                case '<' -> out.ascii(LESS);
                case '>' -> out.ascii(GREATER);
                case '"' -> out.ascii(QUOTE);
                case '\r' -> out.ascii(RETURN); // A parser would turn it into a line feed.
                case '\n' -> escapedInAttribute(point, NEWLINE, attribute);
                case '\t' -> escapedInAttribute(point, TAB, attribute);
                default -> out.codePoint(point < ' ' || point == 0xFFFE || point == 0xFFFF ? REPLACEMENT : point);
            }
        }
    }

    private void escapedInAttribute(int point, byte[] escape, boolean attribute) {
        if (attribute) {
            out.ascii(escape);
        } else {
            out.codePoint(point);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
