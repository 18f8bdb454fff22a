create table dms_subnet_group (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  name TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  description TEXT not null,
  vpc TEXT not null,
  subnets TEXT not null,
  primary key (account, region, id)
);

create unique index dms_subnet_group_name on dms_subnet_group (account, region, name);

create table dms_instance_profile (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  name TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  description TEXT,
  zone TEXT,
  kms_key TEXT,
  public_access INTEGER not null,
  network_type TEXT not null,
  subnet_group TEXT,
  security_groups TEXT not null,
  primary key (account, region, id),
  foreign key (account, region, subnet_group) references dms_subnet_group (account, region, id)
);

create unique index dms_instance_profile_name on dms_instance_profile (account, region, name);

create index dms_instance_profile_group on dms_instance_profile (account, region, subnet_group);

create table dms_data_provider (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  name TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  description TEXT,
  engine TEXT not null,
  virtual INTEGER,
  settings_type TEXT not null,
  settings TEXT not null,
  primary key (account, region, id)
);

create unique index dms_data_provider_name on dms_data_provider (account, region, name);

create table dms_migration_project (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  name TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  description TEXT,
  profile TEXT not null,
  transformation_rules TEXT,
  s3_path TEXT,
  s3_role TEXT,
  conversion_configuration TEXT,
  primary key (account, region, id),
  foreign key (account, region, profile) references dms_instance_profile (account, region, id)
);

create unique index dms_migration_project_name on dms_migration_project (account, region, name);

create index dms_migration_project_profile on dms_migration_project (account, region, profile);

create table dms_project_provider (
  account TEXT not null,
  region TEXT not null,
  project TEXT not null,
  side TEXT not null,
  position INTEGER not null,
  provider TEXT not null,
  secret TEXT,
  secret_role TEXT,
  primary key (account, region, project, side, position),
  foreign key (account, region, project) references dms_migration_project (account, region, id) on delete cascade,
  foreign key (account, region, provider) references dms_data_provider (account, region, id)
);

create index dms_project_provider_provider on dms_project_provider (account, region, provider);

create table dms_conversion_request (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  project TEXT not null,
  kind TEXT not null,
  asked INTEGER not null,
  begins INTEGER not null,
  cancelled INTEGER,
  outcome TEXT,
  selection_rules TEXT,
  subject TEXT,
  detail TEXT,
  primary key (account, region, id),
  foreign key (account, region, project) references dms_migration_project (account, region, id) on delete cascade
);

create index dms_conversion_request_project on dms_conversion_request (account, region, project, kind, asked, id);
