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
  primary key (account, name_key)
);

create unique index iam_role_id on iam_role (account, id);

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
);

create unique index iam_instance_profile_id on iam_instance_profile (account, id);

create index iam_instance_profile_role on iam_instance_profile (account, role_key, name_key);
