// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.aws;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.sigv4.CredentialScope;
import dev.lanyard.aws.sigv4.Proof;
import dev.lanyard.aws.sigv4.SigV4Verifier;
import dev.lanyard.aws.sigv4.Verified;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Service;
import dev.lanyard.core.sts.UseNotes;
import java.time.InstantSource;
import java.util.Optional;

/// Tells who sends a request, and to which region.
public interface Authentication {
    record Sender(Caller caller, Region region) {}

    /// @param service the service that the request must have been signed for
    /// @throws AuthFailure when the request cannot be believed
    Sender identify(Proof proof, Service service);

    /// Believes what is signed with a known secret, and notes that the secret was used.
    static Authentication bySignature(SigV4Verifier<Caller> verifier, UseNotes uses, InstantSource clock) {
        return (proof, service) -> {
            Verified<Caller> verified = verifier.verify(proof, service.name());
            CredentialScope scope = verified.scope();
            uses.note(verified.principal(), scope.accessKeyId(), service.name(), scope.region(), clock.instant());
            return new Sender(verified.principal(), new Region(scope.region()));
        };
    }

    /// Believes everybody to be root: of the account that the access key names by its twelve digits, or of the default
    /// account.
    static Authentication off(AccountId account, Region region) {
        return (proof, _) -> {
            Optional<CredentialScope> scope = proof.scope();
            AccountId named = scope.map(CredentialScope::accessKeyId)
                    .filter(AccountId::isValid)
                    .map(AccountId::new)
                    .orElse(account);
            Region asked = scope.map(CredentialScope::region)
                    .filter(name -> !name.isEmpty())
                    .map(Region::new)
                    .orElse(region);
            return new Sender(new Caller.Root(named), asked);
        };
    }
}
