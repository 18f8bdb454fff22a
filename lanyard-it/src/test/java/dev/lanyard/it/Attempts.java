// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Counts the requests that a client really sends, and does something after each answer.
final class Attempts implements ExecutionInterceptor {
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Runnable afterAnswer = () -> {};

    <B extends SdkClientBuilder<B, C>, C> B countedBy(B builder) {
        return builder.overrideConfiguration(in -> in.addExecutionInterceptor(this));
    }

    void afterAnswer(Runnable action) {
        afterAnswer = action;
    }

    int sent() {
        return sent.get();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        sent.incrementAndGet();
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        afterAnswer.run();
    }
}
