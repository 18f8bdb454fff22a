// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.observe;

import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Observer;
import dev.lanyard.core.op.Service;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the server does, for Prometheus.
public final class Metrics implements Observer {
    private record Answer(String service, String operation) {}

    private record Refusal(String service, String code) {}

    private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refusals = new ConcurrentHashMap<>();

    @Override
    public void ended(Invocation invocation) {
        String service = invocation.service().map(Service::name).orElse("unserved");
        LongAdder count = invocation
                .fault()
                .map(fault -> refusals.computeIfAbsent(
                        new Refusal(service, fault.code().code()), _ -> new LongAdder()))
                .orElseGet(
                        () -> answers.computeIfAbsent(new Answer(service, invocation.action()), _ -> new LongAdder()));
        count.increment();
    }

    /// The counts in Prometheus' text format.
    public String text() {
        TreeMap<String, Long> lines = new TreeMap<>();
        answers.forEach((answer, count) -> lines.put(
                "lanyard_answers_total{service=\"" + answer.service + "\",operation=\"" + answer.operation + "\"}",
                count.sum()));
        StringBuilder text = new StringBuilder("# TYPE lanyard_answers_total counter\n");
        lines.forEach(
                (name, count) -> text.append(name).append(' ').append(count).append('\n'));
        lines.clear();
        refusals.forEach((refusal, count) -> lines.put(
                "lanyard_faults_total{service=\"" + refusal.service + "\",code=\"" + refusal.code + "\"}",
                count.sum()));
        text.append("# TYPE lanyard_faults_total counter\n");
        lines.forEach(
                (name, count) -> text.append(name).append(' ').append(count).append('\n'));
        text.append("# TYPE lanyard_heap_used_bytes gauge\nlanyard_heap_used_bytes ")
                .append(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
                .append('\n');
        return text.toString();
    }
}
