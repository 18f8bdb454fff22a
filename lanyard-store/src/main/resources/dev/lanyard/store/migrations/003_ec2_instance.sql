create table ec2_instance (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  position TEXT not null,
  reservation TEXT not null,
  launch_index INTEGER not null,
  client_token TEXT not null,
  image_id TEXT not null,
  architecture TEXT not null,
  root_device TEXT not null,
  boot_mode TEXT not null,
  platform TEXT,
  key_name TEXT,
  launched INTEGER not null,
  vpc_id TEXT not null,
  subnet_id TEXT not null,
  zone TEXT not null,
  zone_id TEXT not null,
  tenancy TEXT not null,
  placement_group TEXT not null,
  public_address INTEGER not null,
  goal TEXT not null,
  changed INTEGER not null,
  settles INTEGER not null,
  started INTEGER not null,
  type TEXT not null,
  cores INTEGER not null,
  threads_per_core INTEGER not null,
  no_termination INTEGER not null,
  no_stop INTEGER not null,
  on_shutdown TEXT not null,
  ebs_optimized INTEGER not null,
  enclave INTEGER not null,
  hibernation INTEGER not null,
  auto_recovery TEXT not null,
  credits TEXT,
  hostname_type TEXT not null,
  dns_a INTEGER not null,
  dns_aaaa INTEGER not null,
  monitored INTEGER not null,
  monitoring_settles INTEGER not null,
  tokens_required INTEGER not null,
  hop_limit INTEGER not null,
  metadata_endpoint INTEGER not null,
  metadata_ipv6 INTEGER not null,
  metadata_tags INTEGER not null,
  metadata_settles INTEGER not null,
  primary key (account, region, id)
);

create unique index ec2_instance_position on ec2_instance (account, region, position);

create index ec2_instance_id on ec2_instance (id);

create index ec2_instance_reservation on ec2_instance (account, region, reservation);

create index ec2_instance_subnet on ec2_instance (account, region, subnet_id);

create index ec2_instance_goal on ec2_instance (account, region, goal, settles);

create table ec2_user_data (
  account TEXT not null,
  region TEXT not null,
  instance_id TEXT not null,
  content TEXT not null,
  primary key (account, region, instance_id)
);

create table ec2_launch_token (
  account TEXT not null,
  region TEXT not null,
  token TEXT not null,
  fingerprint TEXT not null,
  reservation TEXT not null,
  used INTEGER not null,
  primary key (account, region, token)
);

create table ec2_metadata_defaults (
  account TEXT not null,
  region TEXT not null,
  tokens_required INTEGER,
  hop_limit INTEGER,
  endpoint INTEGER,
  tags INTEGER,
  tokens_enforced INTEGER,
  primary key (account, region)
);

create table ec2_profile_association (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  instance_id TEXT not null,
  active_instance_id TEXT,
  profile_arn TEXT not null,
  profile_id TEXT not null,
  since INTEGER not null,
  settles INTEGER not null,
  primary key (account, region, id)
);

create unique index ec2_profile_association_active on ec2_profile_association (account, region, active_instance_id);

create index ec2_profile_association_instance on ec2_profile_association (account, region, instance_id);

create index ec2_profile_association_profile on ec2_profile_association (account, region, profile_arn);

create table ec2_volume (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  zone TEXT not null,
  size INTEGER not null,
  type TEXT not null,
  iops INTEGER,
  throughput INTEGER,
  encrypted INTEGER not null,
  snapshot_id TEXT,
  created INTEGER not null,
  instance_id TEXT,
  device TEXT,
  delete_on_termination INTEGER,
  attached INTEGER,
  primary key (account, region, id)
);

create index ec2_volume_instance on ec2_volume (account, region, instance_id, device);

create table ec2_volume_modification (
  account TEXT not null,
  region TEXT not null,
  volume_id TEXT not null,
  original_size INTEGER not null,
  original_type TEXT not null,
  original_iops INTEGER,
  original_throughput INTEGER,
  target_size INTEGER not null,
  target_type TEXT not null,
  target_iops INTEGER,
  target_throughput INTEGER,
  started INTEGER not null,
  ended INTEGER not null,
  primary key (account, region, volume_id)
);
