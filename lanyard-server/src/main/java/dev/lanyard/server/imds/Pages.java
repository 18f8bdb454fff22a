// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.Item;
import dev.lanyard.server.http.DateLine;

/// The answers of the metadata service, laid out as AWS's.
final class Pages {
    static final String SECONDS_LEFT = "x-aws-ec2-metadata-token-ttl-seconds";
    private static final String TEXT = "text/plain";

    private Pages() {}

    static Headers headers(String type) {
        return new Headers()
                .add("content-type", type)
                .add("server", "EC2ws")
                .add("cache-control", "no-store")
                .add("x-content-type-options", "nosniff");
    }

    static WireResponse item(Item item) {
        Headers headers = headers(item.raw() ? "application/octet-stream" : TEXT)
                .add("accept-ranges", item.raw() ? "bytes" : "none")
                .add("last-modified", DateLine.format(item.modified().getEpochSecond()));
        return new WireResponse(200, headers, item.bytes());
    }

    static WireResponse token(String token, int seconds) {
        Headers headers = headers(TEXT).add(SECONDS_LEFT, Integer.toString(seconds));
        return new WireResponse(200, headers, token.getBytes(ISO_8859_1));
    }

    static WireResponse notAllowed(String allowed) {
        return new WireResponse(405, headers(TEXT).add("allow", allowed), new byte[0]);
    }

    static WireResponse empty(int status) {
        return new WireResponse(status, headers(TEXT), new byte[0]);
    }

    /// To a browser that shows somebody else's page. On AWS none gets this far.
    static WireResponse refusal(String sentence) {
        return new WireResponse(403, headers(TEXT), sentence.getBytes(UTF_8));
    }

    static WireResponse error(int status) {
        String title = status + " - "
                + switch (status) {
                    case 400 -> "Bad Request";
                    case 401 -> "Unauthorized";
                    case 403 -> "Forbidden";
                    default -> "Not Found";
                };
        String page = """
                <?xml version="1.0" encoding="iso-8859-1"?>
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
                \t\t "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
                 <head>
                  <title>TITLE</title>
                 </head>
                 <body>
                  <h1>TITLE</h1>
                 </body>
                </html>
                """.replace("TITLE", title);
        return new WireResponse(status, headers("text/html"), page.getBytes(UTF_8));
    }
}
