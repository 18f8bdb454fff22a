// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamService;
import dev.lanyard.core.op.Witness;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.propagation.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps what changes in IAM replace, in accounts where others see them late.
public record IamChanges(Propagation propagation, Touched touched, Contents contents) implements Witness {
    @Override
    public <O extends Record> O watch(Event<O> event) {
        return event.operation().service().equals(IamService.IAM)
                        && propagation.lags(event.call().caller().account())
                ? keeping(event)
                : event.work().get();
    }

    private <O extends Record> O keeping(Event<O> event) {
        AccountId account = event.call().caller().account();
        Set<Entity> named = touched.by(account, event.input());
        List<Unseen> before = new ArrayList<>(
                named.stream().map(entity -> contents.of(account, entity)).toList());
        O output = event.work().get();
        if (event.operation().name().startsWith("Create")) {
            touched.broughtAboutBy(event.shown().apply(output)).stream()
                    .filter(entity -> !named.contains(entity))
                    .forEach(entity -> before.add(new Unseen(entity.toString(), "", Optional.empty())));
        }
        if (!before.isEmpty()) {
            propagation.record(account, before);
        }
        return output;
    }
}
