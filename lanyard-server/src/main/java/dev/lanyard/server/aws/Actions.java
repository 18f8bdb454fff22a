// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.wire.Fault;
import dev.lanyard.aws.wire.FaultCode;
import dev.lanyard.aws.wire.QueryParameters;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.core.op.Audience;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Dispatcher.Bound;
import java.util.Optional;

/// Finds the operation that a request asks for.
final class Actions {
    private static final String EC2_VERSION = "2016-11-15";

    private enum ActionFault implements FaultCode {
        INVALID_ACTION("InvalidAction"),
        MISSING_ACTION("MissingAction"),
        UNKNOWN_OPERATION("UnknownOperationException");

        private final String code;

        ActionFault(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    private Actions() {}

    /// @throws Fault when AWS has no such operation, or Lanyard has not; a client must never take it for a passing
    ///     failure, so it is the fault with which AWS answers operations that do not exist
    static Bound<?, ?> find(Dispatcher dispatcher, AwsService service, dev.lanyard.aws.wire.Call asked) {
        String action = asked.action().orElse("");
        Optional<Bound<?, ?>> found =
                isVersionKnown(service, asked) ? dispatcher.find(service.name(), action) : Optional.empty();
        return found.orElseThrow(() -> service.model().knows(action) && isVersionKnown(service, asked)
                ? notImplemented(service, action)
                : unknown(service, asked));
    }

    /// The operation, if it is one that takes no signature.
    static Optional<Bound<?, ?>> unsigned(Dispatcher dispatcher, AwsService service, dev.lanyard.aws.wire.Call asked) {
        return isVersionKnown(service, asked)
                ? dispatcher
                        .find(service.name(), asked.action().orElse(""))
                        .filter(bound -> bound.operation().audience() == Audience.UNSIGNED)
                : Optional.empty();
    }

    private static boolean isVersionKnown(AwsService service, dev.lanyard.aws.wire.Call asked) {
        String version = asked.version().orElse("");
        return switch (service.model().protocol()) {
            case AWS_QUERY -> version.equals(service.model().apiVersion());
            // Older versions of EC2 still reach it and change little but the namespace.
            case EC2_QUERY -> !version.isEmpty() && version.compareTo(EC2_VERSION) <= 0;
            case AWS_JSON -> version.equals(service.model().targetPrefix().orElse(""));
        };
    }

    private static Fault notImplemented(AwsService service, String action) {
        String message = "Lanyard does not implement the operation " + action + " of " + service.name() + ".";
        return (service.model().protocol() == WireProtocol.AWS_JSON
                        ? ActionFault.UNKNOWN_OPERATION
                        : ActionFault.INVALID_ACTION)
                .because(message);
    }

    private static Fault unknown(AwsService service, dev.lanyard.aws.wire.Call asked) {
        return switch (service.model().protocol()) {
            case AWS_QUERY ->
                ActionFault.INVALID_ACTION.because("Could not find operation "
                        + asked.action().orElse("NO_ACTION_SPECIFIED") + " for version "
                        + asked.version().orElse("NO_VERSION_SPECIFIED"));
            case EC2_QUERY ->
                asked.action()
                        .map(action -> ActionFault.INVALID_ACTION.because(
                                "The action " + action + " is not valid for this web service."))
                        .orElseGet(() ->
                                ActionFault.MISSING_ACTION.because("The request must contain the parameter Action"));
            case AWS_JSON -> ActionFault.UNKNOWN_OPERATION.because("");
        };
    }

    /// The service whose API an unsigned request speaks.
    static String serviceOf(WireRequest request) {
        if (request.headers().first("x-amz-target").isPresent()) {
            return "dms";
        }
        String version;
        try {
            version = QueryParameters.of(request).first("Version").orElse("");
        } catch (Fault malformed) {
            return "iam"; // which then answers that the query is malformed
        }
        return switch (version) {
            case "2011-06-15" -> "sts";
            case EC2_VERSION, "2016-09-15", "2016-04-01", "2015-10-01", "2014-10-01" -> "ec2";
            default -> "iam";
        };
    }
}
