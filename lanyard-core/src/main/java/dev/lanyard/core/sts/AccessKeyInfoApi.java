// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_AUTHORIZATION_MESSAGE;
import static dev.lanyard.core.sts.StsFault.VALIDATION_ERROR;
import static dev.lanyard.core.sts.StsService.STS;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.authz.AuthorizationMessages;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Ids;
import java.util.List;

/// What STS reads out of texts that AWS made: the account in an access key id, the reasons in a denial.
public final class AccessKeyInfoApi implements ApiSection {
    private final AuthorizationMessages messages;

    public AccessKeyInfoApi(AuthorizationMessages messages) {
        this.messages = messages;
    }

    record GetAccessKeyInfo(String accessKeyId) {}

    record KeyInfo(AccountId account) {}

    record DecodeAuthorizationMessage(String encodedMessage) {}

    record Decoded(String decodedMessage) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                STS.read("GetAccessKeyInfo", GetAccessKeyInfo.class, KeyInfo.class, AccessKeyInfoApi::keyInfo)
                        .onAll(),
                STS.read("DecodeAuthorizationMessage", DecodeAuthorizationMessage.class, Decoded.class, this::decode)
                        .onAll()
                        .faults(INVALID_AUTHORIZATION_MESSAGE));
    }

    private static KeyInfo keyInfo(GetAccessKeyInfo in, Call call) {
        return Ids.accountOf(in.accessKeyId())
                .map(KeyInfo::new)
                .orElseThrow(() -> VALIDATION_ERROR.because("Invalid access key id: " + in.accessKeyId()));
    }

    private Decoded decode(DecodeAuthorizationMessage in, Call call) {
        return messages.decode(in.encodedMessage(), call.account())
                .map(Decoded::new)
                .orElseThrow(() -> INVALID_AUTHORIZATION_MESSAGE.because("Message is not valid"));
    }
}
