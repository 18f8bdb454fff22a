create table iam_policy (
  account TEXT not null,
  name_key TEXT not null,
  name TEXT not null,
  path TEXT not null,
  id TEXT not null,
  created INTEGER not null,
  updated INTEGER not null,
  description TEXT,
  tags TEXT not null,
  default_version INTEGER not null,
  last_version INTEGER not null,
  primary key (account, name_key)
);

create table iam_policy_version (
  account TEXT not null,
  policy_key TEXT not null,
  version INTEGER not null,
  created INTEGER not null,
  document TEXT not null,
  primary key (account, policy_key, version),
  foreign key (account, policy_key) references iam_policy (account, name_key)
);

create table iam_role (
  account TEXT not null,
  name_key TEXT not null,
  name TEXT not null,
  path TEXT not null,
  id TEXT not null,
  created INTEGER not null,
  trust TEXT not null,
  description TEXT,
  max_session INTEGER not null,
  tags TEXT not null,
  boundary TEXT,
  boundary_key TEXT,
  last_used INTEGER,
  last_region TEXT,
  primary key (account, name_key),
  foreign key (account, boundary_key) references iam_policy (account, name_key)
);

create unique index iam_role_id on iam_role (account, id);

create index iam_role_boundary on iam_role (account, boundary);

create table iam_instance_profile (
  account TEXT not null,
  name_key TEXT not null,
  name TEXT not null,
  path TEXT not null,
  id TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  role_key TEXT,
  primary key (account, name_key),
  foreign key (account, role_key) references iam_role (account, name_key)
) STRICT, WITHOUT ROWID;

create unique index iam_instance_profile_id on iam_instance_profile (account, id);

create index iam_instance_profile_role on iam_instance_profile (account, role_key, name_key);
