// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.sigv4.CredentialScope;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.QueryParameters;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.Service;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The services of AWS that are not here. Whoever asks one is told so in words that the service's SDK can read, whoever
/// it is: nothing of the request is verified.
final class UnservedServices {
    private static final String CODE = "NotImplemented";
    private static final FaultCode FAULT = () -> CODE;
    private static final int NOT_IMPLEMENTED = 501;
    /// Names of services, which go into the answer as they are.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern VERSION = Pattern.compile("_[0-9]{8}$");
    private static final Set<String> S3 = Set.of("s3", "s3express", "s3-object-lambda", "s3-outposts");
    private static final Set<String> REST_XML = Set.of("cloudfront", "route53");

    private final List<Service> served;
    private final Set<String> names;
    private final String sentence;

    /// @param served the services that are here
    UnservedServices(List<Service> served) {
        this.served = served;
        this.names = served.stream().map(Service::name).collect(Collectors.toSet());
        this.sentence = " is not a service of Lanyard, which serves "
                + served.stream().map(Service::name).collect(Collectors.joining(", ")) + ".";
    }

    /// The service that a request is for, by its signature or else its target, when it is none of those that are here.
    /// Empty as well for names that no service has.
    Optional<String> named(WireRequest request, Optional<CredentialScope> scope) {
        return scope.map(CredentialScope::service)
                .or(() -> request.headers().first("x-amz-target").flatMap(this::ofTarget))
                .filter(name -> !names.contains(name) && NAME.matcher(name).matches());
    }

    /// The service in a target such as `DynamoDB_20120810.ListTables`. Those that are here answer for their own.
    private Optional<String> ofTarget(String target) {
        int operation = target.lastIndexOf('.');
        if (operation < 0 || served.stream().anyMatch(service -> service.api().isTargetedBy(target))) {
            return Optional.empty();
        }
        String service = target.substring(target.lastIndexOf('.', operation - 1) + 1, operation);
        return Optional.of(VERSION.matcher(service).replaceFirst(""));
    }

    Fault fault(String service) {
        return FAULT.because(service + sentence);
    }

    /// The fault in a form that the service's SDK can read.
    WireResponse answer(String service, WireRequest request, String requestId) {
        String message = service + sentence;
        if (S3.contains(service)) {
            return new WireResponse(
                    NOT_IMPLEMENTED,
                    new Headers().add("content-type", "application/xml").add("x-amz-request-id", requestId),
                    ("<Error>" + xml(message) + "<RequestId>" + requestId + "</RequestId></Error>").getBytes(US_ASCII));
        }
        Headers headers = new Headers().add("x-amzn-requestid", requestId);
        if (request.headers().first("smithy-protocol").equals(Optional.of("rpc-v2-cbor"))) {
            headers.add("content-type", "application/cbor").add("smithy-protocol", "rpc-v2-cbor");
            return new WireResponse(NOT_IMPLEMENTED, headers, cbor("__type", CODE, "message", message));
        }
        if (!speaksJson(request) && (REST_XML.contains(service) || hasAction(request))) {
            headers.add("content-type", "text/xml");
            String error = "<ErrorResponse><Error><Type>Receiver</Type>" + xml(message) + "</Error><RequestId>"
                    + requestId + "</RequestId></ErrorResponse>";
            return new WireResponse(NOT_IMPLEMENTED, headers, error.getBytes(US_ASCII));
        }
        headers.add("content-type", "application/json").add("x-amzn-errortype", CODE);
        String error = "{\"__type\":\"" + CODE + "\",\"message\":\"" + message + "\"}";
        return new WireResponse(NOT_IMPLEMENTED, headers, error.getBytes(US_ASCII));
    }

    private static boolean speaksJson(WireRequest request) {
        return request.headers().first("x-amz-target").isPresent()
                || contentType(request).startsWith("application/x-amz-json-");
    }

    private static boolean hasAction(WireRequest request) {
        boolean form = contentType(request).startsWith("application/x-www-form-urlencoded");
        if (!form && request.query().isEmpty()) {
            return false;
        }
        try {
            return (form ? QueryParameters.of(request) : QueryParameters.ofUrl(request))
                    .first("Action")
                    .isPresent();
        } catch (Fault _) {
            return form;
        }
    }

    private static String contentType(WireRequest request) {
        return request.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
    }

    private static String xml(String message) {
        return "<Code>" + CODE + "</Code><Message>" + message + "</Message>";
    }

    /// A map of texts, each shorter than 256 bytes.
    private static byte[] cbor(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xa0 | texts.length / 2);
        for (String text : texts) {
            out.write(0x78);
            out.write(text.length());
            out.writeBytes(text.getBytes(US_ASCII));
        }
        return out.toByteArray();
    }
}
