// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsService.DMS;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The quotas of an account, and how much of each is used.
final class DmsAccountApi implements ApiSection {
    private static final int ID_LENGTH = 12;

    private final List<Resources<?>> kinds;
    private final DmsQuotas quotas;

    DmsAccountApi(List<Resources<?>> kinds, DmsQuotas quotas) {
        this.kinds = kinds;
        this.quotas = quotas;
    }

    record DescribeAccountAttributes() {}

    record Attributes(List<AccountQuota> accountQuotas, String uniqueAccountIdentifier) {}

    record AccountQuota(String accountQuotaName, long used, long max) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.read("DescribeAccountAttributes", DescribeAccountAttributes.class, Attributes.class, this::describe)
                        .onAll());
    }

    private Attributes describe(DescribeAccountAttributes in, Call call) {
        List<AccountQuota> all = new ArrayList<>();
        for (Resources<?> kind : kinds) {
            all.add(new AccountQuota(kind.kind().quota(), kind.store().count(Place.of(call)), quotas.of(kind.kind())));
        }
        return new Attributes(all, uniqueId(call.account()));
    }

    /// `c` and eleven digits or small letters that stay the same for an account.
    private static String uniqueId(AccountId account) {
        CRC32C hash = new CRC32C();
        hash.update(account.value().getBytes(StandardCharsets.UTF_8));
        long number = Long.parseLong(account.value()) * 0x1_0000L + (hash.getValue() & 0xffff);
        String digits = Long.toString(number, Character.MAX_RADIX);
        return 'c' + "0".repeat(ID_LENGTH - 1 - Math.min(ID_LENGTH - 1, digits.length())) + digits;
    }
}
