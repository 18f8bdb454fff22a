// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import java.util.Optional;

/// Who signed a request.
public sealed interface Caller {
    /// @throws IllegalStateException for the [Anonymous]
    AccountId account();

    /// The ARN that messages and `GetCallerIdentity` show.
    Arn arn();

    /// The unique id that `GetCallerIdentity` shows.
    String userId();

    /// The temporary credentials that the caller signed with; empty for a long-term key.
    default Optional<Session> session() {
        return Optional.empty();
    }

    /// The root of an account: no policy binds it.
    ///
    /// @param administrator whether the key stands for a person who administers the account, and
    ///     who may assume roles
    ///     that trust it; a true root may not
    record Root(AccountId account, boolean administrator) implements Caller {
        public Root(AccountId account) {
            this(account, false);
        }

        @Override
        public Arn arn() {
            return Arn.iam(account, "root");
        }

        @Override
        public String userId() {
            return account.value();
        }
    }

    /// A user with a long-term key.
    record User(AccountId account, Identity user) implements Caller {
        @Override
        public Arn arn() {
            return user.arn();
        }

        @Override
        public String userId() {
            return user.id();
        }
    }

    /// A session of a role, be it assumed by a caller or handed to an instance.
    record RoleSession(AccountId account, Identity role, Session facts) implements Caller {
        @Override
        public Arn arn() {
            return arn(role.arn(), facts.name());
        }

        @Override
        public String userId() {
            return role.id() + ':' + facts.name();
        }

        @Override
        public Optional<Session> session() {
            return Optional.of(facts);
        }

        /// The ARN of a session, which drops the path of the role.
        public static Arn arn(Arn role, String session) {
            String name = role.name();
            return new Arn(role.partition(), "sts", "", role.account(), "assumed-role/" + name + '/' + session);
        }
    }

    /// A session of GetFederationToken.
    ///
    /// @param issuer the user or root who asked for it, and whose permissions bound it
    record FederatedUser(Caller issuer, Session facts) implements Caller {
        @Override
        public AccountId account() {
            return issuer.account();
        }

        @Override
        public Arn arn() {
            return new Arn("aws", "sts", "", account().value(), "federated-user/" + facts.name());
        }

        @Override
        public String userId() {
            return account().value() + ':' + facts.name();
        }

        @Override
        public Optional<Session> session() {
            return Optional.of(facts);
        }
    }

    /// A user or root by credentials of GetSessionToken: the same principal, but shut out of some APIs.
    record TokenBearer(Caller holder, Session facts) implements Caller {
        @Override
        public AccountId account() {
            return holder.account();
        }

        @Override
        public Arn arn() {
            return holder.arn();
        }

        @Override
        public String userId() {
            return holder.userId();
        }

        @Override
        public Optional<Session> session() {
            return Optional.of(facts);
        }
    }

    /// Nobody: the caller of an operation that takes no signature.
    record Anonymous() implements Caller {
        @Override
        public AccountId account() {
            throw new IllegalStateException("An unsigned call comes from no account");
        }

        @Override
        public Arn arn() {
            throw new IllegalStateException("An unsigned call comes from nobody");
        }

        @Override
        public String userId() {
            return "anonymous";
        }
    }
}
