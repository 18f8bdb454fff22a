// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.validate.Validation;
import dev.lanyard.core.op.Operation.Unguarded;
import dev.lanyard.core.op.Operation.Unhandled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// One AWS service as a value: all that code which serves every service has to know of this one. Its operations begin
/// here.
///
/// @param name as signatures, models and permissions name it, such as `iam`
/// @param faults that any of its operations may answer with; AWS lists them apart from those of the operations
public record Service(String name, Api api, Guard guard, List<FaultCode> faults) {
    private static final Pattern DATE = Pattern.compile("[_v]?[0-9]{8}$");

    /// What its requests look like.
    ///
    /// @param version of its API, a date; where it speaks JSON, what stands before the operation in `X-Amz-Target`
    /// @param earlier older versions that requests name. A service that has any answers all versions up to its own,
    ///     which differ in little but the namespace; other services know their own only
    /// @param validation how it refuses an input that breaks the model
    public record Api(WireProtocol protocol, String version, List<String> earlier, Validation validation) {
        /// Whether a request of this version is answered.
        public boolean answers(String asked) {
            return asked.equals(version) || (!earlier.isEmpty() && !asked.isEmpty() && asked.compareTo(version) <= 0);
        }

        /// Whether a query of this version, which says in no other way what service it is for, is for this one.
        public boolean isNamedBy(String asked) {
            return protocol != WireProtocol.AWS_JSON && (asked.equals(version) || earlier.contains(asked));
        }

        /// Whether a target names an operation of this service, be it of another version.
        public boolean isTargetedBy(String target) {
            return protocol == WireProtocol.AWS_JSON
                    && target.startsWith(DATE.matcher(version).replaceFirst(""));
        }
    }

    /// How its callers are judged.
    ///
    /// @param region that all requests are for, wherever they were signed for; empty for a service of regions
    /// @param audience who may call its operations, as far as they do not say otherwise
    /// @param spellings actions that stand for one another in policies, each with its other name
    public record Guard(Optional<Region> region, Audience audience, Denial denial, Map<String, String> spellings) {}

    /// The region that a request is for.
    ///
    /// @param signed the region it was signed for
    public Region region(Region signed) {
        return guard.region().orElse(signed);
    }

    public <I extends Record, O extends Record> Unguarded<I, O> read(
            String operation, Class<I> input, Class<O> output, BiFunction<I, Call, O> handler) {
        return read(operation, input, output).by(handler);
    }

    public <I extends Record, O extends Record> Unguarded<I, O> write(
            String operation, Class<I> input, Class<O> output, BiFunction<I, Call, O> handler) {
        return write(operation, input, output).by(handler);
    }

    public <I extends Record, O extends Record> Unhandled<I, O> read(
            String operation, Class<I> input, Class<O> output) {
        return new Unhandled<>(this, operation, input, output, false);
    }

    public <I extends Record, O extends Record> Unhandled<I, O> write(
            String operation, Class<I> input, Class<O> output) {
        return new Unhandled<>(this, operation, input, output, true);
    }
}
