// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Seal;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.Claims.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Session tokens: [Claims], packed and sealed. Clients see an opaque text of at least 300 characters.
public final class SessionTokens {
    private static final int VERSION = 1;
    /// Some clients tell tokens from keys by their length, so that no token may be short.
    private static final int SHORTEST = 200;
    private static final int SECRET_LENGTH = 40;

    private final Seal seal;

    public SessionTokens(Seal seal) {
        this.seal = seal;
    }

    public String write(Claims claims) {
        return seal.close(pack(claims));
    }

    /// What a genuine token says; empty for any other text.
    public Optional<Claims> read(String token) {
        return seal.open(token).map(SessionTokens::unpack);
    }

    /// The secret access key that was handed out with the token.
    public String secretOf(String token) {
        return Base64.getEncoder().encodeToString(seal.derive(token)).substring(0, SECRET_LENGTH);
    }

    private static byte[] pack(Claims claims) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
            out.writeByte(VERSION);
            out.writeUTF(claims.kind().name());
            out.writeUTF(claims.accessKeyId());
            out.writeUTF(claims.account().value());
            out.writeUTF(claims.principal());
            out.writeUTF(claims.name());
            out.writeLong(claims.issued().toEpochMilli());
            out.writeLong(claims.expires().toEpochMilli());
            writeTags(out, claims.tags());
            writeTexts(out, claims.transitiveKeys());
            out.writeUTF(claims.sourceIdentity().orElse(""));
            out.writeBoolean(claims.limits().isPresent());
            if (claims.limits().isPresent()) {
                writeLong(out, claims.limits().get().policy().orElse(""));
                writeTexts(out, claims.limits().get().policyArns());
            }
            writeTags(
                    out,
                    claims.keys().entrySet().stream()
                            .map(key -> new Tag(key.getKey(), key.getValue()))
                            .toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] bytes = packed.toByteArray();
        return bytes.length >= SHORTEST ? bytes : Arrays.copyOf(bytes, SHORTEST);
    }

    private static Claims unpack(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("A session token of version " + version);
            }
            return new Claims(
                    Kind.valueOf(in.readUTF()),
                    in.readUTF(),
                    new AccountId(in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    Instant.ofEpochMilli(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    readTags(in),
                    readTexts(in),
                    given(in.readUTF()),
                    in.readBoolean() ? Optional.of(new Limits(given(readLong(in)), readTexts(in))) : Optional.empty(),
                    readKeys(in));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static void writeTags(DataOutputStream out, List<Tag> tags) throws IOException {
        out.writeShort(tags.size());
        for (Tag tag : tags) {
            out.writeUTF(tag.key());
            out.writeUTF(tag.value());
        }
    }

    private static List<Tag> readTags(DataInputStream in) throws IOException {
        List<Tag> tags = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            tags.add(new Tag(in.readUTF(), in.readUTF()));
        }
        return List.copyOf(tags);
    }

    private static Map<String, String> readKeys(DataInputStream in) throws IOException {
        Map<String, String> keys = new TreeMap<>();
        readTags(in).forEach(tag -> keys.put(tag.key(), tag.value()));
        return Collections.unmodifiableMap(keys);
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return List.copyOf(texts);
    }

    private static void writeLong(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readLong(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
