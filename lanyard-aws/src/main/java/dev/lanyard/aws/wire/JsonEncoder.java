// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.model.TimestampFormat;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes a tree as the JSON of its shape.
final class JsonEncoder {
    private static final int ISO_DIGITS = 6;
    private static final boolean[] PLAIN = Utf8Buffer.plainBut("\"\\");
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final Utf8Buffer out = new Utf8Buffer();

    byte[] toBytes() {
        return out.toBytes();
    }

    /// Writes the members that are present, in the order of the model.
    void structure(Structure structure, Map<String, Object> tree) {
        char before = '{';
        for (Member member : structure.members()) {
            Object value = tree.get(member.name());
            if (value != null) {
                key(before, member.responseName());
                value(member.shape(), value);
                before = ',';
            }
        }
        close(before, '{', '}');
    }

    void texts(Map<String, String> members) {
        char before = '{';
        for (Map.Entry<String, String> member : members.entrySet()) {
            key(before, member.getKey());
            quoted(member.getValue());
            before = ',';
        }
        close(before, '{', '}');
    }

    private void value(Shape shape, Object value) {
        switch (value) {
            case null -> out.ascii(NULL);
            case String text -> quoted(text);
            case byte[] blob -> quoted(Base64.getEncoder().encodeToString(blob));
            case Double decimal -> decimal(decimal);
            case Instant instant -> timestamp(((Shape.Timestamp) shape).format(), instant);
            case List<?> values -> list(((Shape.ListOf) shape).element().shape(), values);
            case Map<?, ?> tree
            when shape instanceof Structure structure -> structure(structure, Trees.structure(tree));
            case Map<?, ?> tree -> map(((Shape.MapOf) shape).value().shape(), Trees.structure(tree));
            default -> out.text(value.toString());
        }
    }

    private void list(Shape element, List<?> values) {
        char before = '[';
        for (Object value : values) {
            out.ascii(before);
            value(element, value);
            before = ',';
        }
        close(before, '[', ']');
    }

    private void map(Shape shape, Map<String, Object> values) {
        char before = '{';
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            key(before, entry.getKey());
            value(shape, entry.getValue());
            before = ',';
        }
        close(before, '{', '}');
    }

    private void decimal(Double value) {
        if (value.isNaN() || value.isInfinite()) {
            quoted(Scalars.decimal(value));
        } else {
            out.text(Scalars.decimal(value));
        }
    }

    private void timestamp(TimestampFormat format, Instant instant) {
        String text = Scalars.timestamp(instant, format, ISO_DIGITS);
        if (format == TimestampFormat.EPOCH_SECONDS) {
            out.text(text);
        } else {
            quoted(text);
        }
    }

    private void key(char before, String name) {
        out.ascii(before);
        quoted(name);
        out.ascii(':');
    }

    /// Ends an object or list, which has not even begun when it is empty.
    private void close(char before, char start, char end) {
        if (before == start) {
            out.ascii(start);
        }
        out.ascii(end);
    }

    private void quoted(String text) {
        out.ascii('"');
        for (int i = out.run(text, 0, PLAIN); i < text.length(); i = out.run(text, i, PLAIN)) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            switch (point) {
                case '"', '\\' -> out.ascii('\\').ascii((char) point);
                case '\n' -> out.ascii('\\').ascii('n');
                case '\r' -> out.ascii('\\').ascii('r');
                case '\t' -> out.ascii('\\').ascii('t');
                default -> character(point);
            }
        }
        out.ascii('"');
    }

    private void character(int point) {
        if (point < ' ') {
            out.ascii('\\').ascii('u').ascii('0').ascii('0');
            out.ascii((char) HEX[point >> 4]).ascii((char) HEX[point & 0xF]);
        } else {
            out.codePoint(point);
        }
    }
}
