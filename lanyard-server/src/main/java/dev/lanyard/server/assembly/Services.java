// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.assembly;

import dev.lanyard.core.dms.ConversionTimes;
import dev.lanyard.core.dms.DmsQuotas;
import dev.lanyard.core.dms.DmsSections;
import dev.lanyard.core.ec2.Ec2Module;
import dev.lanyard.core.ec2.instance.Transitions;
import dev.lanyard.core.iam.IamModule;
import dev.lanyard.core.iam.IamQuotas;
import dev.lanyard.core.iam.IamStores;
import dev.lanyard.core.imds.ImdsModule;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.sts.SecretStore;
import dev.lanyard.core.sts.StsModule;
import dev.lanyard.server.Options;
import dev.lanyard.server.bridge.DmsHoldsForEc2;
import dev.lanyard.server.bridge.Ec2InstancesForImds;
import dev.lanyard.server.bridge.Ec2NetworkForDms;
import dev.lanyard.server.bridge.IamProfilesForEc2;
import dev.lanyard.server.bridge.IamRolesForDms;
import dev.lanyard.server.bridge.RoleSessionsForImds;
import dev.lanyard.server.bridge.SeenByOthers;
import dev.lanyard.server.bridge.UseWriter;
import dev.lanyard.server.issuer.IssuerDocuments;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.store.dms.SqlDms;
import dev.lanyard.store.ec2.SqlEc2;
import dev.lanyard.store.iam.SqlIam;
import dev.lanyard.store.iam.SqlPropagation;
import dev.lanyard.store.imds.SqlImds;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sts.SqlSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The services, each made of its stores and connected with its neighbours.
///
/// @param sections the operations of all of them, in the order in which services are named to whoever asks for another
/// @param seen IAM as the others see it
/// @param instances EC2's, as the metadata service knows them
/// @param uses writes down when keys and roles were used
public record Services(
        List<ApiSection> sections,
        SeenByOthers seen,
        StsModule sts,
        ImdsModule imds,
        Ec2InstancesForImds instances,
        Propagation propagation,
        UseWriter uses) {
    /// How long after a key or role was used the database knows.
    private static final Duration USES_AFTER = Duration.ofSeconds(1);

    public static Services of(Options options, Database database, InstantSource clock, RandomGenerator random) {
        Ids ids = new Ids(random);
        Propagation propagation =
                new Propagation(options.propagationDelay(), new SqlPropagation(database), database, database, clock);
        Platform platform = new Platform(database, propagation.changes(database), clock, ids, random);
        IamStores stores = SqlIam.in(database);
        IamModule iam = IamModule.of(stores, IamQuotas.AWS, platform);
        SeenByOthers seen = SeenByOthers.of(stores, iam, propagation, platform);
        SecretStore secrets = new SqlSecrets(database);
        StsModule sts = StsModule.of(
                secrets, options.masterKeyFile().map(MasterKeyFile::new), neighboursOfSts(seen.iam()), platform);
        Ec2Module ec2 =
                Ec2Module.of(SqlEc2.in(database), new IamProfilesForEc2(seen.profiles()), settingsOfEc2(options), ids);
        DmsSections dms = DmsSections.of(
                SqlDms.in(database),
                new DmsSections.Neighbours(
                        new Ec2NetworkForDms(ec2.network()), new IamRolesForDms(seen.iam(), sts.identities(), clock)),
                DmsQuotas.AWS,
                conversionTimes(options),
                ids);
        Ec2InstancesForImds instances = new Ec2InstancesForImds(ec2.instances());
        ImdsModule imds = ImdsModule.of(
                SqlImds.in(database),
                new ImdsModule.Neighbours(
                        instances, new RoleSessionsForImds(seen.profiles(), sts.instanceRoles()), secrets::secret),
                database.ownChanges(),
                platform);
        List<ApiSection> sections = Stream.of(
                        iam.sections(), sts.sections(), ec2.sections(new DmsHoldsForEc2(dms.held())), dms.all())
                .flatMap(List::stream)
                .toList();
        UseWriter uses = new UseWriter(stores.keys(), stores.roles(), USES_AFTER);
        return new Services(sections, seen, sts, imds, instances, propagation, uses);
    }

    private static StsModule.Neighbours neighboursOfSts(SeenIam iam) {
        return new StsModule.Neighbours(iam, iam, iam, iam, new IssuerDocuments());
    }

    private static Ec2Module.Settings settingsOfEc2(Options options) {
        return new Ec2Module.Settings(
                options.images() == Options.Images.ANY,
                switch (options.transitions()) {
                    case FAST -> Transitions.FAST;
                    case AWS -> Transitions.AWS;
                    case ZERO -> Transitions.ZERO;
                });
    }

    private static ConversionTimes conversionTimes(Options options) {
        return switch (options.transitions()) {
            case FAST -> ConversionTimes.FAST;
            case AWS -> ConversionTimes.AWS;
            case ZERO -> ConversionTimes.ZERO;
        };
    }
}
